"""Having the same problem as a public need: saying so, and hearing that it is solved."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.queries import waiting_for_a_call
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import listening, tell

from ..enums import NeedState, NeedVerb
from ..models import Need, SameProblem
from .shared import lock_need, page_of

ENDED = (NeedState.CONFIRMED, NeedState.UNSOLVED, NeedState.WITHDRAWN)
"""The states from which on nobody with the same problem is told any more."""


@transaction.atomic
def share_problem(*, need: Need, actor: Actor, name: str, phone: str) -> SameProblem:
    """Record that somebody has the problem of a public need too; they are told when it is solved.

    Who says so twice is recorded once; what was said without an account belongs to the account with
    which the same number is given. Raises ``Refused`` for a need that is solved, or that is not on
    the public list.
    """
    need, user = lock_need(need), account_of(actor)
    if not need.can_be_shared:
        raise Refused(_("这件已经解决，或者不在清单上了。您可以自己提一件。"))
    said = _said_before(need, user, phone)
    if said and user and said.user is None:
        said.user = user
        said.save(update_fields=["user"])
    if said is None:
        said = SameProblem(need=need, user=user, name=name, phone=phone)
        said.full_clean(exclude=["need", "user"], validate_constraints=False)
        said.save()
        record(actor, NeedVerb.SAME, need)
    return said


def _said_before(need: Need, user: Any, phone: str) -> SameProblem | None:
    """What the account said, or somebody without one by this number; others' accounts are apart."""
    by_number = need.same_problems.filter(phone=phone)
    if user is None:
        return by_number.first()
    said: SameProblem | None = need.same_problems.filter(user=user).first()
    return said or by_number.filter(user=None).first()


@transaction.atomic
def unshare_problem(*, need: Need, actor: Actor, name: str, phone: str) -> None:
    """Forget that somebody has the problem of ``need``: their account, or name and number.

    Whether anything was known is not told, since anybody can give a number.
    """
    user, known = account_of(actor), need.same_problems.all()
    if user:
        known.filter(user=user).delete()
    written = known.filter(phone=phone, user=None)
    known.filter(pk__in=[said.pk for said in written if said.name == name]).delete()


def forget_sharers() -> None:
    """Delete names and numbers that nobody needs any more.

    They are kept until the call to tell them is made, and with a merged need as long as the need
    that it was merged into.
    """
    ended = Q(need__state__in=ENDED) | Q(need__merged_into__state__in=ENDED)
    over = SameProblem.objects.filter(Q(told_at__isnull=False) | ended)
    over.exclude(pk__in=waiting_for_a_call(SameProblem)).delete()


def tell_of_solution(need: Need) -> None:
    """Tell those with the same problem that the enterprise confirmed the solution; once each.

    Whoever confirms does not read who they are.
    """
    untold = need.same_problems.filter(told_at=None)
    sides = [_side(said, need) for said in untold.select_related("user")]
    sentence = gettext_lazy("和您同样的问题解决了，看看怎么办的：%(title)s")
    with listening():  # keeps their names out of what the page says to whoever confirms
        tell(sides, sentence, page_of(need), story=need.story, title=need)
    untold.update(told_at=timezone.now())


def _side(said: SameProblem, need: Need) -> Side:
    users = (said.user,) if said.user and said.user.is_active else ()
    return Side(str(said), users, Callee(said.name, said, need.union))


@transaction.atomic
def reveal_sharer(*, said: SameProblem, actor: Actor) -> str:
    """Return the telephone number of somebody with the same problem; the access is logged."""
    record(actor, NeedVerb.REVEALED, said.need)
    phone: Any = said.phone
    return str(phone)
