"""Needs that wait to be verified, to be completed, or to be given a helper."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.acts import sentence
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.models import Event
from hongmajia.core.templatetags.ui import month_day
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import SEEKING, NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.reminders import TO_ASKER, TO_HOLDER, reminder_reached
from hongmajia.needs.rules import is_asker
from hongmajia.unions.enums import Role, Stage
from hongmajia.unions.models import Membership, SeasonStage, Union, User

from .kinds import ROWS, Kind, Row, firm_for, own_unions, unions_below, urgent_first

KINDS = (Kind.VERIFY, Kind.MATCH, Kind.COMPLETE)
TO_DO = (NeedState.SUBMITTED, *SEEKING)


def waiting(user: Any, now: datetime) -> QuerySet[Need]:
    """Needs whose next step is the user's at ``now``."""
    kind = Case(
        When(state=NeedState.SUBMITTED, then=Value(Kind.VERIFY)),
        When(state=NeedState.RETURNED, then=Value(Kind.COMPLETE)),
        default=Value(Kind.MATCH),
    )
    first, *others = (part.order_by().values("pk") for part in parts(user, now))
    found = Need.objects.filter(pk__in=first.union(*others, all=True))
    return of_open_years(found, now).annotate(kind=kind)


def parts(user: Any, now: datetime) -> list[QuerySet[Need]]:
    """A queryset for each reason why a need waits for the user.

    They are combined by UNION: with OR in one query no index would be used.
    """
    to_do = Need.objects.filter(state__in=TO_DO)
    unverified = Q(state=NeedState.SUBMITTED)
    returned = Need.objects.filter(state=NeedState.RETURNED)
    liaison_of = Union.objects.filter(path__in=user.scope(Role.LIAISON)).order_by()
    return [
        to_do.filter(
            unverified | ~answer_is_awaited(now) & ~waits_for_stage(now),
            union__in=own_unions(user).values("pk"),
        ),
        to_do.filter(
            unverified | ~answer_is_awaited(now),
            union__in=unions_below(user).values("pk"),
            due_at__lt=now,
        ),
        returned.exclude(asker_is_awaited(now)).filter(union__in=own_unions(user).values("pk")),
        returned.filter(asker=user),
        returned.filter(enterprise__in=user.enterprises.values("pk")),
        returned.filter(home_union__in=liaison_of.values("pk")),
    ]


def answer_is_awaited(now: datetime) -> Q:
    """Needs of which a helper has still time to answer an invitation, or anybody to bid.

    Even a need that is overdue waits for that answer, and for nobody else.
    """
    asked = engaged(EngagementState.PROPOSED).filter(due_at__gte=now)
    return Q(Exists(asked)) | bids_are_awaited(now)


def bids_are_awaited(now: datetime) -> Q:
    """Needs whose call for bids is open, and nobody has bid yet."""
    no_bid_yet = ~Exists(engaged(EngagementState.OFFERED))
    return Q(no_bid_yet, bid_until__gte=timezone.localdate(now))


def asker_is_awaited(now: datetime) -> Q:
    """Returned needs that somebody with an account has still time to complete."""
    return Q(has_account(), due_at__gte=now)


def waits_for_stage(now: datetime) -> Q:
    """Needs for which nobody can be asked before the matching stage of their season opens."""
    stages = SeasonStage.objects.filter(season=OuterRef("season"), stage=Stage.MATCH).order_by()
    to_come = stages.filter(starts__gt=timezone.localdate(now))
    return Q(Exists(to_come), state__in=(NeedState.LISTED, NeedState.REOPENED))


def engaged(state: str) -> QuerySet[Engagement]:
    """The engagements of a need in ``state``, as a subquery in a query on needs."""
    return Engagement.objects.filter(need=OuterRef("pk"), state=state).order_by()


def rows(user: Any) -> list[Row]:
    """The most urgent needs as rows of the desk."""
    needs = list(
        waiting(user, timezone.now())
        .select_related("season", "region__parent", "enterprise", "union", "home_union")
        .annotate(asked=how_many(EngagementState.PROPOSED), bids=how_many(EngagementState.OFFERED))
        .annotate(last_step=last_step(), has_account=has_account(), was_reminded=was_reminded())
        .order_by(*urgent_first("urgency"))[:ROWS]
    )
    steps = Event.objects.select_related("actor").in_bulk([n.last_step for n in needs])
    own = set(user.scope(Role.CADRE))
    return [row(need, steps.get(need.last_step), own, user) for need in needs]


def has_account() -> Q:
    """Whether somebody of the asker's side has an account, as a condition in a query on needs."""
    contacts = User.objects.filter(enterprises=OuterRef("enterprise"), is_active=True).order_by()
    return Q(asker__is_active=True) | Q(Exists(contacts))


def was_reminded() -> Q:
    """Whether those for whom the need waits have its latest reminder, in a query on needs."""
    contacts = Q(enterprises=OuterRef(OuterRef("enterprise")))
    askers = User.objects.filter(contacts | Q(pk=OuterRef(OuterRef("asker")))).order_by()
    seats = Membership.objects.today().filter(union=OuterRef(OuterRef("union")), role=Role.CADRE)
    cadres = seats.order_by().values("user")
    is_returned = Q(state=NeedState.RETURNED)
    of_asker = is_returned & Q(reminder_reached(TO_ASKER, askers.values("pk")))
    return of_asker | ~is_returned & Q(reminder_reached(TO_HOLDER, cadres))


def how_many(state: str) -> Subquery:
    """How many engagements of a need are in ``state``, as a subquery in a query on needs."""
    counted = engaged(state).values("need").annotate(n=Count("pk")).values("n")
    return Subquery(counted)


def last_step() -> Subquery:
    """Primary key of the last event of a need that changed a state, as a subquery."""
    story = Concat(Value("need-"), Cast(OuterRef("pk"), CharField()))
    steps = Event.objects.filter(story=story).exclude(to_state="").order_by("-at", "-pk")
    return Subquery(steps.values("pk")[:1], output_field=BigIntegerField())


def row(need: Any, step: Event | None, own: set[str], user: Any) -> Row:
    """The row of one need; ``step`` is its last event.

    ``own`` are the paths of the unions in which the user is a cadre. A need of another union is
    shown because it is overdue there, and only to be looked at.
    """
    what, button, url = task(need)
    where = [need.region.place, firm_for(user, need), need.number]
    if need.kind == Kind.COMPLETE and need.union.path in own and not is_asker(user, need):
        what, button, url = _("催企业补充"), _("催一催"), reverse("need", args=[need.pk])
        where.append(whom_to_urge(need))
    elif need.kind != Kind.COMPLETE and need.union.path not in own:
        what, button, url = _("下级超期"), _("看情况"), reverse("need", args=[need.pk])
        where.append(need.union.name)
    return Row(
        kind=need.kind,
        what=what,
        title=need.title,
        url=reverse("need", args=[need.pk]),
        button=button,
        button_url=url,
        due_at=need.due_at,
        is_urgent=need.is_urgent,
        is_shown_above=need.state in TO_DO and need.union.path in own and need.union.depth > 1,
        facts=where,
        since=since(need, step),
    )


def whom_to_urge(need: Any) -> str:
    """Who is to complete the need, and the masked number where nobody of theirs has an account."""
    if need.has_account:
        return _("等%(name)s") % {"name": need.contact_name}
    words = {"name": need.contact_name, "phone": need.masked_phone}
    return _("%(name)s没有账号，请打电话：%(phone)s") % words


def task(need: Any) -> tuple[str, str, str]:
    """What is to be done with the need, the label of the button, and its URL."""
    shortlist = reverse("need", args=[need.pk]) + "#shortlist"
    if need.state == NeedState.SUBMITTED:
        return _("核实需求"), _("核实"), reverse("need_verify", args=[need.pk])
    if need.state == NeedState.RETURNED:
        return _("补充需求"), _("补充"), reverse("need_complete", args=[need.pk])
    if need.bids:
        return _("选揭榜人"), _("选一位"), shortlist
    if need.state == NeedState.ESCALATED:
        return _("接手协调"), _("接手"), reverse("need", args=[need.pk])
    return _("选师傅"), _("选师傅"), shortlist


def since(need: Any, step: Event | None) -> list[str]:
    """The lines for ``Row.since``: the last event, and its day with open bids and invitations."""
    act = described(step) if step else _("提出需求")
    facts = [month_day(step.at if step else need.held_since)]
    if need.bids:
        facts.append(_("%(n)s位师傅揭榜") % {"n": need.bids})
    if need.asked:
        facts.append(_("%(n)s位师傅还没答复") % {"n": need.asked})
    if need.was_reminded:
        facts.append(_("已提醒"))
    return [act, _("，").join(facts)]


def described(step: Event) -> str:
    """The sentence of the event, with the union of the person who acted before their name."""
    if step.actor and (office := step.data.get("office")):
        step.data = {**step.data, "actor": f"{office} {step.actor.display_name} "}
    return sentence(step)
