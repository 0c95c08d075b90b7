"""Pinning and banning pairs of need and helper."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.engagements.fitness import refuse_unlicensed
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from ..enums import RoundState, RoundVerb, RulingKind
from ..models import Round, Ruling
from .shared import open_round

RULED = {RulingKind.PIN: RoundVerb.PINNED, RulingKind.BAN: RoundVerb.BANNED}


@transaction.atomic
def rule_pair(
    *, round: Round, need: Need, helper: Helper, kind: str, actor: Actor, reason: str = ""
) -> Ruling:
    """Pin or ban a pair of need and helper; it holds for later rounds too, until lifted.

    Raises ``Refused`` for a ban without a reason and for more pins than the need has places,
    ``Unlicensed`` for a pin of a helper without a licence that the need takes.
    """
    round = open_round(round, also=RoundState.FAILED)
    kind = RulingKind(kind)
    if kind == RulingKind.BAN and not reason.strip():
        raise Refused(_("请写明为什么禁配，以后别人看得懂。"))
    if kind == RulingKind.PIN:
        refuse_unlicensed(need, helper)
        _refuse_one_pin_too_many(need, helper)
    ruling, _created = Ruling.objects.update_or_create(
        need=need,
        helper=helper,
        defaults={
            "kind": kind,
            "reason": reason,
            "ruled_by": user_of(actor),
            "ruled_at": timezone.now(),
        },
    )
    _log_ruling(RULED[kind], round, ruling, actor)
    return ruling


@transaction.atomic
def lift_ruling(*, round: Round, ruling: Ruling, actor: Actor) -> None:
    """Remove a pin or ban; from the next computation on the engine decides on the pair again."""
    round = open_round(round, also=RoundState.FAILED)
    _log_ruling(RoundVerb.FREED, round, ruling, actor)
    ruling.delete()


def _refuse_one_pin_too_many(need: Need, helper: Helper) -> None:
    """Raise ``Refused`` if the need has as many pinned helpers as places already."""
    pins = need.rulings.filter(kind=RulingKind.PIN).exclude(helper=helper)
    names = _("、").join(str(pin.helper) for pin in pins.select_related("helper__artisan"))
    if len(pins) >= need.helpers_wanted:
        words = _("这件只要%(n)s位师傅，已经锁定%(names)s。要换人请先取消锁定。")
        raise Refused(words % {"n": need.helpers_wanted, "names": names})


def _log_ruling(verb: RoundVerb, round_: Round, ruling: Ruling, actor: Actor) -> None:
    """Record the ruling in the round's story, not in the need's: plans are not public."""
    data = {"helper": str(ruling.helper), "need": ruling.need_id, "helper_id": ruling.helper_id}
    record(actor, verb, round_, note=ruling.reason, audience=Audience.UNIONS, data=data)
