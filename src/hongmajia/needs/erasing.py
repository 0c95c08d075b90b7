"""Erasing whoever asked for help: what stands against it, and by which need they are known."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.erasing import erase_again
from hongmajia.core.signals import person_leaves
from hongmajia.core.whose_rows import Person, TheirRows

from .enums import OVER
from .models import Need, SameProblem


def open_needs(rows: TheirRows) -> Iterator[str]:
    """A sentence for each need of theirs that is not over: somebody may have to reach them."""
    theirs = Need.objects.filter(pk__in=rows.of(Need)).exclude(state__in=OVER)
    for need in theirs.select_related("season").order_by("pk"):
        yield _("需求%(number)s还没有办完，请先撤回，或等办完。") % {"number": need.number}


@receiver(person_leaves)
def tell_them_no_more(rows: TheirRows, **rest: Any) -> None:
    """Nobody is told any more how the need of somebody else ends."""
    theirs = SameProblem.objects.filter(pk__in=rows.of(SameProblem), told_at=None)
    theirs.update(told_at=timezone.now())


def asker_of(need: Need) -> Person:
    """The person who asked, as far as the need tells."""
    return Person(
        numbers={need.contact_phone} - {""}, names={need.contact_name} - {""},
        logins={need.tracking_code},
    )  # fmt: skip


def erase_asker_again(need: Need) -> None:
    """Erase the asker after an older backup was restored."""
    erase_again(subject=need, person=asker_of(need))
