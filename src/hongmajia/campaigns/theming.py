"""Campaigns as the themes of other rooms' lists and forms (``core.themes``)."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.themes import Themes
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.queries import paths_above
from hongmajia.unions.visiting import shown_here, visit_now

from .actions import add_record
from .enums import CampaignKind
from .kinds import KINDS, kept_by
from .models import Campaign

MOST = 60
"""Themes that a list or a form offers."""
SECONDS = 20
"""How long the themes of a list are cached."""


def told(kind: str) -> list[tuple[int, str]]:
    """Standing campaigns of the province that is shown, with at least one record of this kind.

    They are kept for ``SECONDS``, as the counts of the lists are.
    """
    shown = visit_now().shown
    key = f"campaigns.told-{kind}-{shown.pk if shown else ''}"
    return cache.get_or_set(key, lambda: _told(kind), SECONDS) or []


def _told(kind: str) -> list[tuple[int, str]]:
    belonging = getattr(Campaign, kind).through.objects.filter(campaign=OuterRef("pk"))
    found = Campaign.objects.standing().filter(shown_here(), Exists(belonging))
    return list(found.values_list("pk", "name")[:MOST])


def open_to(kind: str, user: Any) -> list[tuple[int, str]]:
    """Campaigns that are not over and take records of one of the user's unions."""
    paths = {above for path in user.scope(*KEEPERS) for above in paths_above(path)}
    found = Campaign.objects.open_to(paths).not_over()
    if kind == "helpers":
        found = found.exclude(kind=CampaignKind.LECTURES)
    return list(found.values_list("pk", "name")[:MOST])


def join(kind: str, record: Any, key: int, actor: Any) -> None:
    """Add a record that the actor keeps. Raises ``Refused`` if the campaign does not take it."""
    of, found = KINDS[kind], Campaign.objects.standing().filter(pk=key).first()
    if found is None:
        raise Refused(_("这个专项已经取消了，请换一个。"))
    if not kept_by(actor, of, record):
        raise PermissionDenied
    add_record(campaign=found, kind=of, thing=record, actor=actor)


THEMES = Themes(told=told, open_to=open_to, join=join, lookup="campaigns")
