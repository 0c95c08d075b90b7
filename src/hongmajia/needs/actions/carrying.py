"""Working on needs of an earlier season in a new one (ADR 98)."""

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.deadlines import Deadline, clock_fields
from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.actions import notify, notify_each, others
from hongmajia.unions.models import Season

from ..enums import CARRIED_ON, NeedState, NeedVerb
from ..models import Need
from ..queries import cadres_of, followers
from .shared import complete_by, lock_need, match_by, page_of, verify_by


@transaction.atomic
def carry_needs(*, needs: Iterable[Need], season: Season, actor: Actor) -> int:
    """Carry on needs in ``season``; returns how many. Each union that holds some is told once.

    Raises as ``carry_need`` does, and then carries none.
    """
    carried = [carry_need(need=need, season=season, actor=actor) for need in needs]
    carried.sort(key=lambda need: need.union_id)
    for _key, mine in groupby(carried, key=lambda need: need.union_id):
        held = list(mine)
        sentence = gettext_lazy("有%(n)s件需求转到%(year)s年接着办")
        told = others(cadres_of(held[0].union), actor)
        notify(told, sentence, reverse("need_queue"), n=len(held), year=season.year)
    return len(carried)


@transaction.atomic
def carry_need(*, need: Need, season: Season, actor: Actor) -> Need:
    """Let a need that nobody has taken on be worked on in ``season``, of the same host.

    It was asked in its first season, keeps its number, and counts there as asked for good. The
    limit of its present step is counted anew, from now or from the opening of the stage in
    ``season``. Raises ``WrongState`` once a helper has agreed or the need is over, ``Refused`` for
    a season that is not a later one of the host, ``YearClosed`` where the present year is closed.
    """
    need = lock_need(need)
    if need.state not in CARRIED_ON:
        said = _("%(number)s现在是“%(state)s”，不能转到下一年。")
        raise WrongState(said % {"number": need.number, "state": need.get_state_display()})
    if season.union_id != need.season.union_id or season.year <= need.season.year:
        raise Refused(_("只能转到同一主办工会以后的年度。"))
    words = {"year": season.year, "before": need.season.year}
    record(actor, NeedVerb.CARRIED, need, data=words)
    _put_into(need, season)
    sentence = gettext_lazy("您提的“%(title)s”转到%(year)s年接着办")
    people = others(followers(need), actor)
    notify_each(sentence, [(u, page_of(need), {"title": need, **words}) for u in people])
    return need


def _put_into(need: Need, season: Season) -> None:
    need.asked_prefix = need.asked_prefix or need.season.number_prefix
    need.asked_in = need.asked_in or need.season
    need.season, need.reminded_at = season, None
    for name, value in clock_fields(_limit(need)).items():
        setattr(need, name, value)
    need.save()


def _limit(need: Need) -> Deadline:
    """The time limit of the present step, by the season that the need is in now."""
    if need.state == NeedState.RETURNED:
        return complete_by(need)
    return match_by(need) if need.state == NeedState.LISTED else verify_by(need)
