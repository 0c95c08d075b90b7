"""What the actions of a need share: lock, time limits, pages, telling askers, visibility."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.deadlines import Deadline, clock_fields
from hongmajia.core.errors import Refused
from hongmajia.notices.telling import tell
from hongmajia.unions.enums import Stage
from hongmajia.unions.queries import office_of

from ..enums import DAYS_TO_COMPLETE, NeedState, Visibility
from ..models import Need
from ..queries import asker_sides
from ..rules import is_asker

FROM_CLOSED_TO_OPEN = [Visibility.UNIONS, Visibility.MASKED, Visibility.OPEN]
"""The visibilities, from the fewest readers to the most."""


def lock_need(need: Need) -> Need:
    """Lock the need's row until the transaction ends, and return it as it is now."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "home_union").get(pk=need.pk)


def lock_pair(first: Need, second: Need) -> tuple[Need, Need]:
    """Lock two needs in the order of their keys, so that crosswise merges cannot deadlock."""
    lower, higher = sorted([first, second], key=lambda need: need.pk)
    locked = {need.pk: need for need in (lock_need(lower), lock_need(higher))}
    return locked[first.pk], locked[second.pk]


def office_data(need: Need) -> dict[str, Any]:
    """Return the name of the union, which the timeline shows as the actor."""
    return {"office": need.union.name}


def refuse_to_widen(need: Need, visibility: str) -> None:
    """Raise ``Refused`` if ``visibility`` lets more people see the need than it does now."""
    order = FROM_CLOSED_TO_OPEN.index
    if order(Visibility(visibility)) > order(Visibility(need.visibility)):
        label = need.get_visibility_display()
        raise Refused(_("提出人选的是“%(wish)s”，不能公开得更多。") % {"wish": label})


def verify_by(need: Need, start: datetime | None = None) -> Deadline:
    """When a need handed over at ``start`` (now) is to be verified, by the season's limits."""
    return need.season.deadline(Stage.COLLECT, need.days_for(need.season.verify_days), start)


def match_by(need: Need, start: datetime | None = None) -> Deadline:
    """When a need listed at ``start`` (now) is to have a helper, by the season's limits."""
    return need.season.deadline(Stage.MATCH, need.days_for(need.season.match_days), start)


def set_clock_anew(need: Need) -> None:
    """Count the running time limit of a union again, from when it began: the urgency changed."""
    limits = {
        NeedState.SUBMITTED: verify_by,
        NeedState.ESCALATED: verify_by,
        NeedState.LISTED: match_by,
        NeedState.REOPENED: match_by,
    }
    if limit := limits.get(NeedState(need.state)):
        fields = clock_fields(limit(need, need.held_since))
        Need.objects.filter(pk=need.pk).update(**fields)
        for name, value in fields.items():
            setattr(need, name, value)


def complete_by(need: Need) -> Deadline:
    """Return when a need returned now is to be completed by its asker."""
    return need.season.deadline(Stage.COLLECT, DAYS_TO_COMPLETE)


def asker_data(need: Need, actor: Actor | None, name: str = "") -> dict[str, str]:
    """Return who acts on the asker's side, for an event: ``name``, or the contact without account.

    A union that speaks for the asker is named beside the contact.
    """
    if deputy := deputy_of_asker(need, actor):
        return {"actor": need.contact_name, "for_asker": deputy}
    if account_of(actor):
        return {"actor": name} if name else {}
    return {"actor": name or need.contact_name}


def office_or_asker(need: Need, actor: Actor | None) -> dict[str, str]:
    """Return who acts, for an act that unions carry out in their own name."""
    deputy = deputy_of_asker(need, actor)
    return {"office": deputy} if deputy else asker_data(need, actor)


def deputy_of_asker(need: Need, actor: Actor | None) -> str:
    """Return the union for which the actor works, if they are not on the asker's own side."""
    user = account_of(actor)
    if user is None or is_asker(user, need):
        return ""
    return office_of(user, need.home_union.path) or office_of(user, need.union.path)


def tell_askers(need: Need, actor: Actor | None, sentence: Any, **params: Any) -> None:
    """Tell the askers of the need and of those merged into it, by telephone if need be."""
    tell(asker_sides(need), sentence, page_of(need), actor, story=need.story, **params)


def page_of(need: Need) -> str:
    """Return the path of the need's page."""
    return reverse("need", args=[need.pk])


def verify_page_of(need: Need) -> str:
    """Return the path of the page on which the need is verified."""
    return reverse("need_verify", args=[need.pk])
