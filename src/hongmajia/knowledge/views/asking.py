"""What somebody who is typing a problem is shown, and the page of one way."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import text_of
from hongmajia.core.codes import by_code
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import COMPUTED, limited
from hongmajia.needs.asking import TYPED
from hongmajia.needs.models import Need
from hongmajia.needs.rules import is_asker
from hongmajia.services.actions import close_way

from ..alike import find_alike
from ..forms import CloseForm
from ..models import Trial
from ..ways import Way, ways_of

LONGEST = 120
"""Characters of what is typed that are compared."""
KEPT = 2000
"""Characters of it that wait in the session while its page without JavaScript is read."""
WORDS = 60
"""Characters of the shared words in the address of a way."""
SHOWN = 5


@require_POST
@limited(COMPUTED)
def alike(request: HttpRequest) -> HttpResponse:
    """Problems like what is being typed: a part of the page of asking, or a page of its own."""
    typed = text_of(request.POST, "text", KEPT)
    found = find_alike(typed[:LONGEST])
    if request.headers.get("HX-Request"):
        return render(request, "knowledge/_alike.html", {"alike": found})
    request.session[TYPED] = typed
    return render(request, "knowledge/alike.html", {"alike": found, "section": "ask"})


@require_GET
def way(request: HttpRequest, pk: int) -> HttpResponse:
    """How one need was solved; 404 once not everybody may read it any more."""
    found = load_way(request, pk)
    context = {
        "section": "needs",
        "way": found,
        "need": found.need,
        "sought": text_of(request.GET, "w", WORDS),
        "kind": getattr(getattr(found.need, "problem_kind", None), "kind", None),
        "trials": shown_trials(found),
        "is_asker": is_asker(request.user, found.need),
    }
    return render(request, "knowledge/way.html", context)


def load_way(request: HttpRequest, pk: int) -> Way:
    """The way of a need that the reader may see; 404 if it may not be read."""
    need: Need = get_for(request.user, Need.objects.visible_to(request.user), pk=pk)
    found = ways_of([need.pk])
    if not found:
        raise Http404(pk)
    return found[0]


def shown_trials(way: Way) -> list[Trial]:
    """What others wrote who did the same, where they let it stand in public."""
    rows = Trial.objects.shown().filter(engagement=way.engagement)
    return list(rows.select_related("region__parent")[:SHOWN])


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker, or whoever has the tracking code, takes back that others may read the way."""
    found = load_way(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = CloseForm(posted, is_asker=is_asker(request.user, found.need))

    def do() -> HttpResponse:
        if "code" in form.fields:
            needs = Need.objects.filter(pk=pk)
            by_code(request, needs, tracking_code=form.cleaned_data["code"].strip().upper())
        close_way(need=found.need, actor=request.user)
        messages.success(request, _("收回了，别人看不到怎么办的了。"))
        return redirect("need", pk)

    lead = _("收回以后，这一页马上就没有了。写成案例的，案例另外答复。")
    return form_page(
        request, form, do, section="needs", title=_("不再给别人看"), submit=_("收回"),
        back=(reverse("way", args=[pk]), found.need.title), lead=lead,
    )  # fmt: skip
