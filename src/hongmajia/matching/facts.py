"""Converts rows of the database into the dataclasses of the engine."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone, translation

from hongmajia import engine
from hongmajia.engagements.enums import AGREED, EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState, Urgency
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.offers.models import Offer
from hongmajia.people.enums import HelperKind
from hongmajia.people.fitness import licences_held
from hongmajia.people.models import Helper, TeamMembership

MODES = {
    OfferMode.ON_SITE: engine.Mode.ONSITE,
    OfferMode.ONLINE: engine.Mode.ONLINE,
    OfferMode.BOTH: engine.Mode.EITHER,
}
URGENCIES = {Urgency.NORMAL: 0, Urgency.SOON: 1, Urgency.URGENT: 2}


def need_facts(need: Need, *, excluded: Collection[int] = (), wanted: int = 1) -> engine.Need:
    """Return the engine's view of a need.

    ``excluded`` are primary keys of helpers who must not be proposed for it, ``wanted`` how many
    helpers are wanted.
    """
    return engine.Need(
        id=str(need.pk),
        text=need.own_words,
        industry=need.industry,
        category=need.category,
        adcode=need.region_id,
        mode=MODES[OfferMode(need.mode)],
        helpers_wanted=wanted,
        excluded=frozenset(map(str, excluded)),
        required=frozenset(engine.Licence(kind) for kind in need.licences),
        urgency=URGENCIES[Urgency(need.urgency)],
    )


def helper_facts(helpers: QuerySet[Helper]) -> list[engine.Helper]:
    """Return the engine's view of the helpers.

    Their text consists of their own words, their offers, the problems they solved, and for a team
    the skills of its members. ``capacity`` is that of a free week: what is left of it changes
    hourly.
    """
    offers = Offer.objects.filter(is_listed=True).only("helper_id", "title", "text")
    rows = helpers.select_related("artisan").prefetch_related(
        "honours", Prefetch("offers", queryset=offers)
    )
    solved, members = texts_solved(helpers), skills_of_members(helpers)
    held = licences_held(helpers, timezone.localdate())
    with translation.override("zh-hans"):
        return [_helper(row, solved[row.pk], members[row.pk], held.get(row.pk, ())) for row in rows]


def _helper(
    row: Any, solved: list[str], members: list[str], held: Collection[str]
) -> engine.Helper:
    offered = [f"{offer.title} {offer.text}" for offer in row.offers.all()]
    return engine.Helper(
        id=str(row.pk),
        name=row.public_name,
        kind=engine.Kind(row.kind),
        text="\n".join([row.bio, *offered, *members]),
        trade=row.trade,
        specialities=tuple(row.specialities),
        honours=tuple(honour.title for honour in row.honours.all()),
        unit_type=row.workplace,
        grade=_grade(row),
        region=row.place_text,
        adcode=row.region_id or "",
        capacity=row.weekly_capacity,
        radius_km=row.radius_km,
        online_ok=row.online_ok,
        solved=tuple(solved),
        holds=frozenset(map(engine.Licence, held)),
    )


def _grade(row: Any) -> str:
    """The skill grade of an artisan in words; empty for a team, or where none is known."""
    is_artisan = row.kind == HelperKind.ARTISAN
    return str(row.artisan.get_skill_grade_display() or "") if is_artisan else ""


def solved_engagements() -> QuerySet[Engagement]:
    """Return engagements that solved their need, or that the enterprise confirmed."""
    done = Q(need__state__in=(NeedState.SOLVED, NeedState.CONFIRMED), state__in=AGREED)
    return Engagement.objects.filter(done | Q(state=EngagementState.CONFIRMED))


def texts_solved(helpers: QuerySet[Helper]) -> dict[int, list[str]]:
    """Return helper → texts of the problems they solved."""
    texts: dict[int, list[str]] = defaultdict(list)
    found = solved_engagements().filter(helper__in=helpers.order_by().values("pk"))
    for engagement in found.select_related("need"):
        texts[engagement.helper_id].append(engagement.need.own_words)
    return texts


def skills_of_members(helpers: QuerySet[Helper]) -> dict[int, list[str]]:
    """Return team → group and skills of each member, which count as the team's."""
    teams = helpers.filter(kind=HelperKind.TEAM).order_by().values("pk")
    seats = TeamMembership.objects.filter(team__in=teams)
    skills: dict[int, list[str]] = defaultdict(list)
    for seat in seats.select_related("artisan__helper", "group"):
        member = seat.artisan.helper
        group = seat.group.name if seat.group else ""
        skills[seat.team_id].append(" ".join([group, member.trade, *member.specialities]))
    return skills


def pair_ids(pairs: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """Return (need, helper) primary keys as ids of the engine."""
    return [(str(need), str(helper)) for need, helper in pairs]
