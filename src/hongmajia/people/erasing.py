"""What stands against erasing an artisan, and what ends for them."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from hongmajia.core.signals import person_leaves
from hongmajia.core.whose_rows import TheirRows

from .enums import LIVE
from .models import Apprenticeship, Artisan, Helper


def on_the_roll(rows: TheirRows) -> Iterator[str]:
    """A sentence if they are still on the roll, or teach or learn."""
    helpers = rows.of(Helper)
    if Helper.objects.filter(pk__in=helpers, is_active=True).exists():
        yield _("还在师傅名册上，请先由工会移出名册。")
    live = Apprenticeship.objects.filter(state__in=LIVE)
    learns = live.filter(pk__in=rows.of(Apprenticeship)).exists()
    if learns or live.filter(master__in=helpers).exists():
        yield _("师徒结对还没有结束，请先出师或解除。")


@receiver(person_leaves)
def withdraw_consents(rows: TheirRows, **rest: Any) -> None:
    """Name and photograph do not stand in public any more."""
    theirs = Artisan.objects.filter(pk__in=rows.of(Artisan))
    theirs.update(name_consent_at=None, photo_consent_at=None)
