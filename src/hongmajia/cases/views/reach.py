"""Uses of cases by enterprises, openings and downloads, and copies handed out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.unions.enums import STAFF
from hongmajia.unions.queries import manageable

from ..actions.reach import delete_handout, hand_out, say_used
from ..enums import Reading
from ..models import Booklet, Case, CaseUse, DayOfReading, Handout
from ..reach_forms import HandoutForm, UseForm
from ..reading import count_once
from . import load, page_of

SHOWN = 50


@login_required
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """A contact says that their enterprise put the case to use."""
    case, user = load(request, pk), user_of(request.user)
    if not user.enterprises.exists():
        raise PermissionDenied
    form = UseForm(request.POST or None, enterprises=user.enterprises.all())

    def do() -> HttpResponse:
        say_used(case=case, actor=user, **form.cleaned_data)
        messages.success(request, _("记下了，谢谢您。工会看得到您写的，公开页上只有家数。"))
        return redirect("case", pk)

    return form_page(
        request, form, do, section="cases", title=_("我用上了"), submit=_("提交"),
        back=page_of(case),
    )  # fmt: skip


@require_POST
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a published case was opened: its script says so, once a device and day."""
    case = get_object_or_404(Case.objects.published(), pk=pk)
    response = HttpResponse(status=204)
    count_once(request, response, case, Reading.OPENED)
    return response


@login_required
@require_GET
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a book reaches: copies, downloads by day, and openings and uses of its cases."""
    booklet = get_for(
        request.user, Booklet.objects.visible_to(request.user).with_details(), "cases.reach", pk=pk
    )
    cases = Case.objects.filter(chapters__booklet=booklet, chapters__is_left_out=False)
    uses = CaseUse.objects.filter(case__in=cases).select_related("case", "enterprise__union")
    context = {
        "section": "cases",
        "booklet": booklet,
        **totals(booklet),
        "handouts": [
            (one, request.user.has_perm("cases.hand_out", one))
            for one in booklet.handouts.select_related("union", "activity")[:SHOWN]
        ],
        "days": booklet.readings.all()[:SHOWN],
        "cases": cases.annotate(opened=Sum("readings__times")).order_by("-opened", "pk")[:SHOWN],
        "uses": _readable(request.user, uses),
        "may_hand_out": manageable(request.user).exists() and bool(booklet.pdf),
    }
    return render(request, "cases/reach.html", context)


@login_required
def handing_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Note copies handed out."""
    booklet = get_for(
        request.user, Booklet.objects.visible_to(request.user).with_details(), "cases.reach", pk=pk
    )
    form = HandoutForm(request.POST or None, user=request.user)

    def do() -> HttpResponse:
        hand_out(booklet=booklet, actor=request.user, **form.cleaned_data)
        messages.success(request, _("记下了。"))
        return redirect("booklet_reach", pk)

    back = (reverse("booklet_reach", args=[pk]), str(booklet))
    return form_page(
        request, form, do, section="cases", title=_("记发书"), submit=_("记下"), back=back
    )


@login_required
@require_POST
def drop_handout(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a note on copies that was a mistake."""
    rows = Handout.objects.select_related("union", "booklet")
    handout: Handout = get_for(request.user, rows, "cases.hand_out", pk=pk)
    delete_handout(handout=handout, actor=request.user)
    messages.success(request, _("删掉了。"))
    return redirect("booklet_reach", handout.booklet_id)


def totals(booklet: Booklet) -> dict[str, int]:
    """Copies handed out, downloads, openings of its cases, and uses of these; one query."""
    chapter, kept = "case__chapters__booklet", {"case__chapters__is_left_out": False}
    found = Booklet.objects.filter(pk=booklet.pk).values(
        copies=_total(Handout.objects.all(), "booklet", Sum("copies")),
        downloads=_total(DayOfReading.objects.all(), "booklet", Sum("times")),
        openings=_total(DayOfReading.objects.filter(**kept), chapter, Sum("times")),
        used=_total(CaseUse.objects.filter(**kept), chapter, Count("pk")),
    )
    return {name: int(str(n or 0)) for name, n in found.get().items()}


def _total(rows: QuerySet[Any], booklet: str, amount: Any) -> Subquery:
    mine = rows.filter(**{booklet: OuterRef("pk")}).order_by().values(booklet)
    return Subquery(mine.annotate(total=amount).values("total"))


def _readable(user: Any, uses: Any) -> list[tuple[CaseUse, bool]]:
    """The latest uses, each with whether the reader may know the enterprise."""
    return [(one, user.holds(one.enterprise.union.path, *STAFF)) for one in uses[:SHOWN]]
