"""Having the same problem as a public need: saying so, and hearing that it is solved."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import listening, tell

from ..enums import NeedVerb
from ..models import Need, SameProblem
from .shared import lock_need, page_of


@transaction.atomic
def share_problem(*, need: Need, actor: Actor, name: str, phone: str) -> SameProblem:
    """Record that somebody has the problem of a public need too; they are told when it is solved.

    Who says so twice is recorded once. Raises ``Refused`` for a need that is solved, or that is not
    on the public list.
    """
    need, user = lock_need(need), account_of(actor)
    if not need.can_be_shared:
        raise Refused(_("这件已经解决，或者不在清单上了。您可以自己提一件。"))
    said = need.same_problems.filter(phone=phone).first()
    if said is None and user:
        said = need.same_problems.filter(user=user).first()
    if said is None:
        said = SameProblem(need=need, user=user, name=name, phone=phone)
        said.full_clean(exclude=["need", "user"], validate_constraints=False)
        said.save()
        record(actor, NeedVerb.SAME, need)
    return said


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
