"""The answer to the form of ticked rows: a page that tells what became of each.

Passwords may be among it that stand nowhere else. So it is kept for some minutes, encrypted, in the
session of whoever sent the form, and has an address: whoever sends the form twice is led there.
"""

import time
from dataclasses import asdict
from secrets import token_urlsafe
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .asked import keys_of, text_of
from .errors import Refused
from .kept import page_of
from .sealing import seal, unseal
from .ticking import Outcome, TickedList, do_with_each

NAME = PURPOSE = "ticked"
SECONDS = 600
"""How long the page can be opened."""


def act_on_ticked(request: HttpRequest, rows: TickedList) -> HttpResponse:
    """Do what was asked with the ticked rows, and lead to what was done and what was refused."""
    act = rows.act(text_of(request.POST, "act", 40))
    keys = keys_of(request.POST.getlist("tick"))
    found = do_with_each(rows, act, keys, request.user, request.POST)
    came_from = page_of(request)
    facts = {
        "section": rows.section,
        "act": str(act.label),
        "outcomes": [asdict(each) for each in found],
        "back": reverse(rows.page) if came_from == request.path else came_from,
        "until": time.time() + SECONDS,
    }
    return redirect("ticked", _kept(request, facts))


def _kept(request: HttpRequest, facts: dict[str, Any]) -> str:
    """Keep what the page tells; the key in its address."""
    key = token_urlsafe(8)
    earlier = request.session.get(NAME, {})
    current = {name: sealed for name, sealed in earlier.items() if unseal(sealed, PURPOSE)}
    request.session[NAME] = current | {key: seal(facts, PURPOSE)}
    return key


@login_required
@require_safe
@never_cache
def ticked(request: HttpRequest, key: str) -> HttpResponse:
    """What was done with the ticked rows, and what was refused."""
    facts = _facts_of(request, key)
    found = [Outcome(**each) for each in facts.pop("outcomes")]
    done = [each for each in found if each.is_done]
    refused = [each for each in found if not each.is_done]
    return render(request, "core/ticked.html", {**facts, "done": done, "refused": refused})


def _facts_of(request: HttpRequest, key: str) -> dict[str, Any]:
    """What is kept under the key. Raises ``Refused`` when there is nothing any more."""
    facts = unseal(request.session.get(NAME, {}).get(key, ""), PURPOSE)
    if facts is None:
        raise Refused(_("办理结果只留10分钟，现在看不到了。各件办得怎么样，请到清单上看。"))
    return facts
