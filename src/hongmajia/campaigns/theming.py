"""Campaigns as the themes of other rooms' lists and forms (``core.themes``)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.themes import Themes
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.queries import paths_above
from hongmajia.unions.visiting import shown_here

from .actions import add_record
from .enums import CampaignKind
from .kinds import KINDS, kept_by
from .models import Campaign

MOST = 60
"""Themes that a list or a form offers."""


def told(kind: str) -> list[tuple[int, str]]:
    """Standing campaigns of the province that is shown, with at least one record of this kind."""
    found = Campaign.objects.standing().filter(shown_here(), **{f"{kind}__isnull": False})
    return list(found.distinct().values_list("pk", "name")[:MOST])


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
