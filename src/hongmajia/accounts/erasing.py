"""Erasing an account: what stands against it, and what ends with it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.erasing import erase_again
from hongmajia.core.signals import person_leaves
from hongmajia.core.whose_rows import Person, TheirRows
from hongmajia.unions.models import User

from .duty_models import Duty
from .enums import ClaimState
from .models import Application, Claim, Invitation

UNDECIDED = (ClaimState.SUBMITTED, ClaimState.RETURNED)


def held_duty(rows: TheirRows) -> Iterator[str]:
    """A sentence if they are in charge of the system."""
    if Duty.objects.open().filter(user__in=rows.of(User)).exists():
        yield _("还担任系统职责，请先免去。")


def undecided(rows: TheirRows) -> Iterator[str]:
    """A sentence if they asked for an enterprise or a place on the roll, and wait."""
    for model in (Claim, Application):
        theirs = model._base_manager.filter(pk__in=rows.of(model), state__in=UNDECIDED)
        if theirs.exists():
            yield _("认领或入册申请还没有答复，请先撤回。")


@receiver(person_leaves)
def end_sessions_of(rows: TheirRows, **rest: Any) -> None:
    """All sessions end, and no invitation leads to the account."""
    users = rows.of(User)
    User.objects.filter(pk__in=users).update(sessions_ended=F("sessions_ended") + 1)
    open_ones = Invitation.objects.filter(user__in=users, ended_at=None)
    open_ones.update(ended_at=timezone.now(), code=None)


def holder_of(user: User) -> Person:
    """The person whose account it is."""
    return Person(user=user.pk)


def erase_account_again(user: User) -> None:
    """Erase the account after an older backup was restored."""
    erase_again(subject=user, person=holder_of(user))
