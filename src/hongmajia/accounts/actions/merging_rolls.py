"""Two rows of one artisan on the rolls become one, when their two accounts do."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.moving import move_rows, relations_to
from hongmajia.engagements.enums import LIVE as LIVE_ENGAGEMENTS
from hongmajia.engagements.models import Engagement
from hongmajia.people.enums import LIVE as LIVE_PAIRS
from hongmajia.people.enums import HelperVerb
from hongmajia.people.models import Apprenticeship, Artisan, Helper, Team, TeamMembership
from hongmajia.people.queries import ORDER
from hongmajia.people.validators import MAX_SPECIALITIES
from hongmajia.services.models import Attendance

OWN_STEP = (Artisan, Team, TeamMembership)
"""What is merged by a step of its own; all else that refers to a helper goes over as it is."""

BLANK_FILLED = ("region", "place_text", "workplace", "bio")
BLANK_FILLED_OF_ARTISAN = ("phone", "skill_grade", "trade_since")
"""What the kept row takes over where it has nothing."""


@transaction.atomic
def merge_helpers(*, actor: Actor, kept: Helper, given_up: Helper, reason: str) -> int:
    """Give all that is of the artisan ``given_up`` to ``kept`` and take it off the roll.

    Returns how many rows went over. The row given up stays with ``merged_into``: its page leads to
    ``kept``, which shows the events of both. What both have for the same season or round, such as a
    certificate, stays with the row given up. Raises ``Refused`` where two rows cannot be one
    person's: other names, one live engagement each for the same need, the same activity attended,
    the same apprentice.
    """
    rows = Helper.objects.select_for_update(of=("self",)).select_related("artisan")
    pair = rows.in_bulk([kept.pk, given_up.pk])
    kept, given_up = pair[kept.pk], pair[given_up.pk]
    _refuse_two_people(kept, given_up)
    _take_over_facts(kept, given_up)
    moved = _take_over_seats(kept.artisan, given_up.artisan)
    moved += sum(
        move_rows(relation, given_up, kept)
        for relation in relations_to(Helper)
        if relation.related_model not in OWN_STEP
    )
    given_up.is_active, given_up.merged_into = False, kept
    given_up.save(update_fields=["is_active", "merged_into"])
    words = {"helper": in_chinese(kept), "n": moved, "from": given_up.pk, "to": kept.pk}
    for row in (given_up, kept):
        record(actor, HelperVerb.MERGED, row, note=reason, audience=Audience.UNIONS, data=words)
    return moved


def _refuse_two_people(kept: Helper, given_up: Helper) -> None:
    """Raise ``Refused`` where both rows have what one person has once."""
    if kept.name_key != given_up.name_key:
        raise Refused(_("名册上的姓名不一样，请先核对是不是同一位师傅。"))
    doubled = [
        (Engagement.objects.filter(state__in=LIVE_ENGAGEMENTS), "helper", ["need"],
         _("名册上的两行都接着“%(what)s”，请先了结其中一件，再来合并。")),
        (Attendance.objects.all(), "helper", ["activity"],
         _("名册上的两行都参加了“%(what)s”，请先更正那次记录，再来合并。")),
        (Apprenticeship.objects.filter(state__in=LIVE_PAIRS), "master",
         ["apprentice_name", "workplace"],
         _("名册上的两行都带着徒弟%(what)s，请先解除其中一个，再来合并。")),
    ]  # fmt: skip
    for found, name, same, sentence in doubled:
        if what := _in_both(found, name, same, kept, given_up):
            raise Refused(sentence % {"what": what})


def _in_both(found: Any, name: str, same: list[str], kept: Model, given_up: Model) -> Any:
    """Of the rows ``found`` what both helpers have alike, or ``None``."""
    of_kept = set(found.filter(**{name: kept}).values_list(*same))
    for row in found.filter(**{name: given_up}).order_by("pk"):
        key = tuple(getattr(row, f"{field}_id", getattr(row, field)) for field in same)
        if key in of_kept:
            return getattr(row, same[0])
    return None


def _take_over_facts(kept: Helper, given_up: Helper) -> None:
    """Fill what ``kept`` leaves blank; specialities are joined, a photograph goes with consent."""
    _fill(kept, given_up, BLANK_FILLED)
    words = [*kept.specialities, *given_up.specialities]
    kept.specialities = [*dict.fromkeys(words)][:MAX_SPECIALITIES]
    kept.save()
    artisan, other = kept.artisan, given_up.artisan
    _fill(artisan, other, BLANK_FILLED_OF_ARTISAN)
    if other.photo and not artisan.photo:
        artisan.photo, artisan.photo_consent_at = other.photo, other.photo_consent_at
        other.photo, other.photo_consent_at = "", None
    user, other.user = other.user, None
    other.save()
    artisan.user = artisan.user or user
    artisan.save()
    _drop_same_honours(kept, given_up)


def _drop_same_honours(kept: Helper, given_up: Helper) -> None:
    """Delete those of ``given_up`` that ``kept`` has in the same words; the others go over."""
    mine = set(kept.honours.values_list("title", "year", "awarded_by"))
    for honour in given_up.honours.all():
        if (honour.title, honour.year, honour.awarded_by) in mine:
            honour.delete()


def _fill(row: Any, other: Any, fields: tuple[str, ...]) -> None:
    for field in fields:
        if getattr(row, field) in (None, ""):
            setattr(row, field, getattr(other, field))


def _take_over_seats(kept: Artisan, given_up: Artisan) -> int:
    """Seats in teams; where both sit in one team, ``kept`` gets the higher of the two roles."""
    for team in Team.objects.filter(leader=given_up):
        team.leader = kept
        team.save(update_fields=["leader"])
    moved = 0
    mine = {seat.team_id: seat for seat in kept.memberships.all()}
    for seat in given_up.memberships.all():
        if twin := mine.get(seat.team_id):
            _take_higher(twin, seat)
        else:
            seat.artisan = kept
            seat.save(update_fields=["artisan"])
            moved += 1
    return moved


def _take_higher(seat: TeamMembership, other: TeamMembership) -> None:
    if ORDER.index(other.role) < ORDER.index(seat.role):
        seat.role, seat.group = other.role, other.group
        other.delete()
        seat.save(update_fields=["role", "group"])
