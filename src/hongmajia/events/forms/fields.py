"""Fields of the forms of events: units, teams with groups, and an artisan, each by its name."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.known_names import KnownNames
from hongmajia.people.meant import artisans_meant, the_artisan
from hongmajia.people.models import Helper, TeamGroup
from hongmajia.people.rosters import read_person
from hongmajia.services.fields import lines_of
from hongmajia.unions.models import Enterprise, Union
from hongmajia.unions.queries import enterprises_by_name, unions_by_name

MOST_UNITS = 40
"""Units that one role may have."""

MOST_FLAGS = 60
"""Flags that one ceremony may have."""

BETWEEN = re.compile(r"\s*[/／：:]\s*")
"""What stands between a team and its group."""


class UnitsField(forms.CharField):
    """Units, one a line: a union or enterprise of that name, or the words as they are."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 2})
        super().__init__(**{"required": False, "max_length": 3000, "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        written = lines_of(super().clean(value))
        if len(written) > MOST_UNITS:
            raise forms.ValidationError(_("一种最多写%(n)s个单位。") % {"n": MOST_UNITS})
        if long := next((words for words in written if len(words) > 80), None):
            raise forms.ValidationError(
                _("“%(unit)s”开头的单位名称太长，最多80个字。") % {"unit": long[:12]}
            )
        if not written:
            return []
        unions = unions_by_name(Union.objects.open(), written)
        firms = enterprises_by_name(Enterprise.objects.all(), written)
        return [unit_meant(unions, firms, words) for words in written]


def unit_meant(unions: KnownNames, firms: KnownNames, words: str) -> Any:
    """The only union or enterprise of this name; else the words as they are."""
    for known in (unions, firms):
        if len(found := known.find(words)) == 1:
            return found[0]
    return words


class TeamsField(forms.CharField):
    """Teams on the rolls below a union, one a line, each alone or with a group: ``甲队/焊接组``.

    The form gets pairs of team and group; ``root`` is the union.
    """

    root: Union

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 6})
        super().__init__(**{"required": False, "max_length": 6000, "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        lines = lines_of(super().clean(value))
        if len(lines) > MOST_FLAGS:
            raise forms.ValidationError(_("一次最多%(n)s面旗。") % {"n": MOST_FLAGS})
        written = [(*BETWEEN.split(line, maxsplit=1), "")[:2] for line in lines]
        teams = Helper.objects.teams().filter(
            is_active=True, union__path__startswith=self.root.path,
            name__in={name for name, _group in written},
        ).select_related("team", "union").prefetch_related("team__groups")  # fmt: skip
        by_name: dict[str, list[Helper]] = {}
        for team in teams:
            by_name.setdefault(team.name, []).append(team)
        return list(dict.fromkeys(self._plan(by_name, *words) for words in written))

    def _plan(
        self, teams: dict[str, list[Helper]], name: str, group: str
    ) -> tuple[Helper, TeamGroup | None]:
        found = teams.get(name, [])
        if not found:
            said = _("%(union)s和它下面没有叫“%(name)s”的队。")
            raise forms.ValidationError(said % {"union": self.root, "name": name})
        if len(found) > 1:
            raise forms.ValidationError(_("有几支队叫“%(name)s”，请先改名。") % {"name": name})
        if not group:
            return found[0], None
        groups = {one.name: one for one in found[0].team.groups.all()}
        if group not in groups:
            said = _("“%(name)s”没有叫“%(group)s”的小组。")
            raise forms.ValidationError(said % {"name": name, "group": group})
        return found[0], groups[group]


class ArtisanField(forms.CharField):
    """An artisan on the rolls that ``actor`` keeps, by name or number; the form gets the helper."""

    actor: SignedIn

    def clean(self, value: Any) -> Any:
        written = read_person(super().clean(value))
        if not written:
            return None
        return the_artisan(artisans_meant([written], self.actor), written)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Helper.objects.filter(pk=value).values_list("name", flat=True).first()
        return getattr(value, "name", value)
