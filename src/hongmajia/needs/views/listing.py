"""The public 企业问题清单: search, filters, rows, and its export as a spreadsheet."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.errors import Refused
from hongmajia.core.export_pages import start_page
from hongmajia.core.share_pages import MOST, Shared, share_page, text_of_list
from hongmajia.core.themes import theme_choice
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Stage
from hongmajia.unions.stages import seasons_in
from hongmajia.unions.visiting import naming_province

from ..enums import SEEKING
from ..export import NEED_EXPORT
from ..facets import FACETS, LONGEST, SORTS, Choice, Counts, regions
from ..models import Need
from ..queries import page_of_needs

MAX_EXPORTED = 10_000
"""How many rows one export may have; more would keep other exports waiting."""


@dataclass
class Link:
    """A link to another choice, with the number of needs it shows."""

    label: str
    address: str
    count: int = 0


@require_GET
def need_list(request: HttpRequest) -> HttpResponse:
    """The public list with its filters."""
    choice = Choice.of(request.GET)
    counts = Counts(choice)
    key, longest_first = request.GET.get("after", ""), choice.sort == LONGEST
    page = page_of_needs(choice.rows(), "listed_at", key, ascending=longest_first)
    themes = theme_choice("needs", request.GET)
    context = {
        "section": "needs",
        "choice": choice,
        "themes": themes,
        "years": choice.years,
        "counts": counts,
        "page": page,
        "range": rows_seen(request, len(page.rows)),
        "pills": pills(choice, counts, themes.label),
        "chosen": sum(bool(group.chosen) for group in counts.groups) + bool(choice.theme),
        "elsewhere": elsewhere(choice, counts),
        "missing": missing(counts),
        "alternatives": [] if page.rows else alternatives(choice, counts),
        "sorts": SORTS,
        "seeking": SEEKING,
        "matched_now": seasons_in(Stage.MATCH),
        "may_claim": not request.user.pk or Helper.objects.of(request.user).exists(),
    }
    response = render(request, "needs/list.html", context)
    response["HX-Push-Url"] = request.path + choice.address()
    return response


@require_GET
def share(request: HttpRequest) -> HttpResponse:
    """The first rows of the list, as chosen, as text for a group chat."""
    choice = Choice.of(request.GET)
    longest_first = choice.sort == LONGEST
    page = page_of_needs(choice.rows(), "listed_at", "", ascending=longest_first)
    title, path = _("企业问题清单"), reverse("need_list") + choice.address().rstrip("?")
    rows = [as_shared(need) for need in page.rows[:MOST]]
    text = text_of_list(title, Counts(choice).total, rows, path)
    return share_page(request, text, section="needs", back=(path, title))


def as_shared(need: Need) -> Shared:
    """A need of the list as text."""
    facts = (need.region.place, need.industry_name, need.get_mode_display(),
             need.get_state_display())  # fmt: skip
    return Shared(need.title, facts, reverse("need", args=[need.pk]))


def rows_seen(request: HttpRequest, shown: int) -> dict[str, int]:
    """Return the numbers of the first and last row shown; ``?seen=`` counts those before."""
    before = key_of(request.GET.get("seen")) or 0
    return {"first": before + 1, "last": before + shown}


def pills(choice: Choice, counts: Counts, theme: str) -> list[Link]:
    """Return what is chosen, each part with the address that removes it."""
    made = [Link(f"“{choice.q}”", choice.without("q").address())] if choice.q else []
    if choice.region:
        made.append(Link(regions()[choice.region], choice.without("region").address()))
    if theme:
        made.append(Link(theme, choice.without("theme").address()))
    for group in counts.groups:
        if group.chosen:
            label = _("、").join(option.label for option in group.chosen)
            made.append(Link(label, group.without))
    return made


def elsewhere(choice: Choice, counts: Counts) -> Link | None:
    """Return the link to the whole province, if a city is chosen and others have matches."""
    if not choice.city:
        return None
    wider = choice.without("city")
    more = counts.count(wider) - counts.total
    return Link("", wider.address(), more) if more else None


def missing(counts: Counts) -> dict[str, str]:
    """Return what the reader looked for, in words, for an empty result."""
    chosen = {g.name: _("、").join(option.label for option in g.chosen) for g in counts.groups}
    state = _("%(states)s的") % {"states": chosen["state"]} if chosen["state"] else ""
    place = regions().get(counts.choice.region) or chosen["city"] or _("全省")
    return {"place": place, "state": state, "q": counts.choice.q, "year": counts.choice.years.label}


def alternatives(choice: Choice, counts: Counts) -> list[Link]:
    """Return up to three wider choices that have results."""
    q = f"“{choice.q}”" if choice.q else ""
    unsearched = choice.without("q")
    province = choice.without("city", "region")
    everywhere = Counts(province) if choice.region else counts
    always = choice.of_all_years()
    tries = [
        (_("看历年的%(q)s问题") % {"q": q}, always, Counts(always)),
        (_("看全省的%(q)s问题") % {"q": q}, province, everywhere),
        (_("看办到任何一步的%(q)s问题") % {"q": q}, choice.without("state"), counts),
        (_("不限类别和方式"), choice.without("category", "mode"), counts),
        (_("看全省所有%(q)s问题") % {"q": q}, province.without(*FACETS), everywhere),
        (_("不搜“%(q)s”，只按条件看") % {"q": choice.q}, unsearched, Counts(unsearched)),
    ]
    if choice.theme:
        unthemed = choice.without("theme")
        tries.insert(0, (_("不限专项、主题"), unthemed, Counts(unthemed)))
    links = [Link(label, way.address(), place.count(way)) for label, way, place in tries]
    different = {link.address: link for link in reversed(links) if link.count}
    return list(reversed(different.values()))[:3]


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request all rows that match the filters as .xlsx; whoever asks needs no account."""
    choice = Choice.of(request.GET)
    if Counts(choice).total > MAX_EXPORTED:
        raise Refused(_("一次最多导出%(n)s件，请先用筛选缩小范围。") % {"n": f"{MAX_EXPORTED:,}"})
    asked = naming_province(choice.address().removeprefix("?"))
    return start_page(request, NEED_EXPORT.kind, asked)
