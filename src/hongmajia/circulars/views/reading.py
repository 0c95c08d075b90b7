"""The list of circulars, one circular, its files."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.core.enums import EnclosureKind
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.core.ranges import inert_file
from hongmajia.unions.enums import KEEPERS

from ..actions import note_read
from ..enums import UNSENT, CircularState
from ..models import Attachment, Circular, Receipt
from ..queries import (
    answer_of,
    cadres_by_union,
    must_be_signed_by_another,
    receipts_of,
    receivers_of,
    short_name,
    standing_of,
)

SENT = "sent"
EVENTS = 10
"""Acts of the sender that the page shows."""


def load(request: HttpRequest, pk: int, right: str | None = None) -> Circular:
    """The circular; 404 if the user may not see it, 403 without ``circulars.<right>``."""
    visible = Circular.objects.visible_to(request.user)
    joined = visible.select_related("union", "sent_by", "written_by")
    return get_for(request.user, joined, right and f"circulars.{right}", pk=pk)


@login_required
@require_GET
def circular_list(request: HttpRequest) -> HttpResponse:
    """Circulars that the user's unions received, or with ``?side=sent`` those they wrote."""
    user, after = request.user, request.GET.get("after", "")
    received = Receipt.objects.received_by(user).select_related("circular__union", "union")
    written = Circular.objects.written_by(user).select_related("union").with_counts()
    is_sent = request.GET.get("side") == SENT or not received.exists()
    context = {
        "section": "unions",
        "is_sent": is_sent,
        "page": page_by_key(written if is_sent else received, "pk", after),
        "may_write": rules.has_perm("circulars.write", user),
    }
    return render(request, "circulars/list.html", context)


@login_required
@never_cache
@require_GET
def circular(request: HttpRequest, pk: int) -> HttpResponse:
    """One circular: to its sender who has answered, to a receiver what is to be done.

    Opening it counts as having read it, for the unions of which the reader is cadre or liaison.
    """
    found = load(request, pk)
    user: Any = request.user
    note_read(circular=found, reader=user)
    is_sender = user.has_perm("circulars.manage", found)
    context = {
        "section": "unions",
        "circular": found,
        "attachments": found.attachments.all(),
        "is_sender": is_sender,
        **(_to_send(found, user) if found.state in UNSENT else {}),
        **(_sent(found, user) if is_sender else _received(found, user)),
    }
    return render(request, "circulars/circular.html", context)


def _to_send(circular: Circular, user: Any) -> dict[str, Any]:
    """Of an unsent one: who it would go to, who has no cadre, and whether another has to sign."""
    unions = list(receivers_of(circular).select_related("region"))
    known = cadres_by_union(union.pk for union in unions)
    return {
        "receivers": [(short_name(union), union.pk in known) for union in unions],
        "by_another": must_be_signed_by_another(circular, user),
        "silent": sum(union.pk not in known for union in unions),
    }


def _sent(circular: Circular, user: Any) -> dict[str, Any]:
    events = Event.objects.filter(story=circular.story).select_related("actor")
    standing = standing_of(circular, user)
    latest = [(receipt, answer_of(receipt)) for receipt in standing.latest]
    own = events.filter(subject_type=ContentType.objects.get_for_model(circular))
    return {"standing": standing, "latest": latest, "events": own[:EVENTS]}


def _received(circular: Circular, user: Any) -> dict[str, Any]:
    """The receipts of the reader's unions with their answers.

    Each also with whether the reader may answer, and whether it is their own union, not one below.
    """
    mine = user.scope(*KEEPERS)
    return {
        "own": [
            (
                receipt,
                answer_of(receipt),
                user.has_perm("circulars.answer", receipt),
                receipt.union.path in mine,
            )
            for receipt in receipts_of(circular, user)
        ],
        "is_open": circular.state == CircularState.SENT,
    }


@login_required
@require_GET
def circular_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An attachment of a circular or of an answer; pictures inline, other files as downloads."""
    found = get_object_or_404(Attachment.objects.select_related("answer"), pk=pk)
    if found.answer is None:
        get_for(request.user, Circular.objects.visible_to(request.user), pk=found.circular_id)
    else:
        receipts = Receipt.objects.visible_to(request.user)
        get_for(request.user, receipts, pk=found.answer.receipt_id)
    is_picture = found.kind == EnclosureKind.PICTURE
    return inert_file(
        request, found.file, found.media_type, found.name, as_attachment=not is_picture
    )
