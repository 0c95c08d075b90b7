"""Steps that the actions on artisans and on teams have in common."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.errors import Refused
from hongmajia.core.uploads import delete_file
from hongmajia.notices.actions import notify
from hongmajia.unions.models import Union

from ..facts import HelperFacts, HonourFacts, TeamFacts
from ..models import Artisan, Helper, Honour, Team
from ..queries import duplicates_of

HELPER_FIELDS = frozenset(HelperFacts.__annotations__)
TEAM_FIELDS = frozenset(TeamFacts.__annotations__) - HELPER_FIELDS


def locked(helper: Helper) -> Helper:
    """The helper, read again and locked until the transaction ends."""
    rows = Helper.objects.select_for_update(of=("self",))
    return rows.select_related("union", "artisan__user", "team__leader__user").get(pk=helper.pk)


def set_fields(row: Model, **values: Any) -> None:
    """Set these fields of a row and save them, without validation."""
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))


def save_common(helper: Helper, facts: Mapping[str, Any]) -> list[str]:
    """Save the facts that every helper has; returns the Chinese labels of the fields changed.

    Raises ``ValidationError`` for invalid facts.
    """
    return _save_row(helper, {k: v for k, v in facts.items() if k in HELPER_FIELDS})


def save_artisan(artisan: Artisan, facts: Mapping[str, Any]) -> list[str]:
    """The same for the facts that only artisans have; deletes the file of a replaced photograph."""
    if "photo" in facts:
        delete_file(artisan.photo)
    return _save_row(artisan, {k: v for k, v in facts.items() if k not in HELPER_FIELDS})


def save_team(team: Team, facts: Mapping[str, Any]) -> list[str]:
    """The same for the facts that only teams have."""
    return _save_row(team, {k: v for k, v in facts.items() if k in TEAM_FIELDS})


def _save_row(row: Helper | Artisan | Team, values: Mapping[str, Any]) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field, None) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed or row._state.adding:
        row.full_clean(exclude=["helper"])
        row.save(force_insert=row._state.adding)
    return [in_chinese(f.verbose_name) for f in row._meta.fields if f.name in changed]


def save_honours(helper: Helper, honours: Iterable[HonourFacts]) -> bool:
    """Replace the honours of the helper; returns whether anything changed."""
    rows = [Honour(helper=helper, **facts) for facts in honours]
    for row in rows:
        row.full_clean(exclude=["helper"])
    before, after = map(_honour_keys, (helper.honours.all(), rows))
    if before == after:
        return False
    if before:
        helper.honours.all().delete()
    Honour.objects.bulk_create(rows)
    return True


def _honour_keys(honours: Iterable[Honour]) -> set[tuple[Any, ...]]:
    return {(h.title, int(h.level), h.awarded_by, h.year) for h in honours}


def lock_roll(union: Union | None) -> None:
    """Lock the roll, so that two requests cannot register the same person at the same time."""
    list(Union.objects.filter(pk=union and union.pk).select_for_update(no_key=True))


def refuse_duplicate(helper: Helper, phone: str = "") -> None:
    """Raise ``Refused`` if ``helper`` is on the roll of its union already."""
    if duplicates_of(helper, phone).exists():
        message = _("%(union)s的名册上已经有%(name)s了，请改他的资料。")
        raise Refused(message % {"union": helper.union, "name": helper.name})


def names(helper: Helper) -> dict[str, str]:
    """The public name of the helper, in Chinese, for the sentence of an event."""
    return {"helper": in_chinese(helper)}


def notify_answerer(
    helper: Helper, actor: Actor, sentence: Any, page: Helper | None = None, /, **words: Any
) -> None:
    """Notify the user who answers for ``helper``, unless they acted themselves.

    The notice links to ``page``, by default the helper.
    """
    answerer = helper.answerer
    if answerer != actor:
        notify([answerer], sentence, reverse("helper", args=[(page or helper).pk]), **words)
