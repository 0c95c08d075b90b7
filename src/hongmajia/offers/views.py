"""Pages of the service list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.core.share_pages import MOST, Shared, share_page, text_of_list
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left
from hongmajia.people.rules import keeps_a_roll
from hongmajia.unions.visiting import naming_province, shown_here

from . import actions
from .export import OFFER_EXPORT
from .forms import NewOfferForm, OfferFilter, OfferForm
from .models import Offer
from .queries import OFF, count_by_kind, find_offers, helpers_answered_for, offers_shown
from .querysets import OfferQuerySet
from .ticking import OFFERS

ON_HELPERS_PAGE = 20


def offer_list(request: HttpRequest) -> HttpResponse:
    """The public service list (技术服务清单); filters with invalid values are ignored."""
    filters = OfferFilter(request.GET)
    wanted = filters.wanted
    here = shown_here("helper__union")
    found = find_offers(offers_shown(request.user, request.GET).filter(here), **wanted)
    shown = found.filter(kind=wanted["kind"]) if wanted.get("kind") else found
    page = page_by_key(shown.with_details(), "listed_at", request.GET.get("after", ""))
    kinds = count_by_kind(found)
    context = {
        "filters": filters,
        "kinds": kinds,
        "total": sum(count for _kind, _label, count in kinds),
        "page": page,
        "rows": with_capacity(page.rows),
        "ticks": ticks_on(OFFERS, page.rows, request.user, ticked="tick" in request.GET),
        "are_off": OFF in request.GET,
        "own": helpers_answered_for(request.user).exists(),
        "keeps_roll": keeps_a_roll(request.user),
        "section": "offers",
    }
    return render(request, "offers/list.html", context)


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Take the ticked offers off the list, or put them back."""
    return act_on_ticked(request, OFFERS)


@login_required
@permission_required("people.register_any", raise_exception=True)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request the filtered list, or its ticked rows, as a spreadsheet."""
    return start_page(request, OFFER_EXPORT.kind, naming_province(rows_asked(request)))


def listed_here() -> OfferQuerySet:
    """The offers on the list of the province that is shown."""
    return Offer.objects.listed().filter(shown_here("helper__union"))


@require_GET
def share(request: HttpRequest) -> HttpResponse:
    """The first rows of the list, as chosen, as text for a group chat."""
    found = find_offers(listed_here(), **OfferFilter(request.GET).wanted)
    if kind := OfferFilter(request.GET).wanted.get("kind"):
        found = found.filter(kind=kind)
    newest = found.with_details().order_by("-listed_at", "-pk")[:MOST]
    chosen = request.GET.urlencode()
    title = _("技术服务清单")
    path = reverse("offer_list") + (f"?{chosen}" if chosen else "")
    text = text_of_list(title, found.count(), [as_shared(offer) for offer in newest], path)
    return share_page(request, text, section="offers", back=(path, title))


def as_shared(offer: Offer) -> Shared:
    """An offer of the list as text."""
    helper = offer.helper
    facts = (helper.public_name, helper.place, offer.get_mode_display(), offer.get_kind_display())
    return Shared(offer.title, facts, reverse("offer", args=[offer.pk]))


def with_capacity(offers: list[Offer]) -> list[tuple[Offer, int]]:
    """Each offer with the number of jobs its helper can still take this week."""
    left = capacity_left({offer.helper_id: offer.helper for offer in offers}.values())
    return [(offer, left[offer.helper_id]) for offer in offers]


def load(request: HttpRequest, pk: int, right: str | None = None) -> Offer:
    """The offer; 404 if the user may not see it, 403 without the ``right``."""
    visible = Offer.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one offer."""
    found = load(request, pk)
    context = {
        "offer": found,
        "helper": found.helper,
        "left": capacity_left([found.helper])[found.helper_id],
        "may_change": request.user.has_perm("offers.change", found),
        "section": "offers",
    }
    return render(request, "offers/offer.html", context)


def of_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a helper's page that lists their offers."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user), pk=pk)
    offers = Offer.objects.visible_to(request.user).filter(helper=helper).with_details()
    rows = with_capacity(list(offers.order_by("-is_listed", "-listed_at")[:ON_HELPERS_PAGE]))
    return render(request, "offers/of_helper.html", {"helper": helper, "rows": rows})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """List an offer of the helper ``?helper=``, or of one the user answers for."""
    helpers = helpers_for(request)
    form = NewOfferForm(request.POST or None, helpers=helpers, initial={"helper": helpers.first()})

    def do() -> HttpResponse:
        helper = form.cleaned_data["helper"]
        made = actions.list_offer(helper=helper, actor=request.user, **form.facts())
        messages.success(request, _("已列入技术服务清单。"))
        return redirect("offer", made.pk)

    back = (reverse("offer_list"), _("技术服务清单"))
    return form_page(
        request, form, do, section="offers", title=_("列一项服务"), submit=_("列入清单"), back=back
    )


def helpers_for(request: HttpRequest) -> QuerySet[Helper]:
    """The helpers for whom the user can list an offer now; 403 if there are none."""
    asked = key_of(request.GET.get("helper"))
    if asked is not None:
        visible = Helper.objects.visible_to(request.user).with_details()
        helper = get_for(request.user, visible, "people.change", pk=asked)
        return Helper.objects.filter(pk=helper.pk).with_details()
    own = helpers_answered_for(request.user)
    if not own.exists():
        raise PermissionDenied
    return own


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of an offer."""
    found = load(request, pk, "offers.change")
    form = OfferForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        actions.change_offer(offer=found, actor=request.user, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("offer", pk)

    back = (reverse("offer", args=[pk]), found.title)
    return form_page(
        request, form, do, section="offers", title=_("改服务"), submit=_("保存"), back=back
    )


@login_required
@require_POST
def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer off the list."""
    found = load(request, pk, "offers.change")
    actions.unlist_offer(offer=found, actor=request.user)
    messages.success(request, _("已从清单撤下。已接的单照常办。"))
    return redirect("offer", pk)


@login_required
@require_POST
def relist(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an offer back on the list."""
    found = load(request, pk, "offers.change")
    actions.relist_offer(offer=found, actor=request.user)
    messages.success(request, _("已重新列入清单。"))
    return redirect("offer", pk)
