"""Import of the calendar of a year from a spreadsheet: a day, 休 or 班, and what for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import RowForm, in_every_language
from hongmajia.core.fields import DayField
from hongmajia.core.importers import Importer
from hongmajia.core.models import Holiday
from hongmajia.spelling import folded

from .actions import set_holidays

FREE, WORKED = _("休"), _("班")
ALSO = {False: ("放假", "休息", "假", "off"), True: ("上班", "补班", "调休", "调休上班", "work")}
"""Whether a day is worked → other words that people write for it."""


class DayKindField(forms.Field):
    """休 or 班, or another usual word; the form gets whether the day is worked."""

    def to_python(self, word: Any) -> bool | None:
        if not word:
            return None
        for is_workday, label in ((False, FREE), (True, WORKED)):
            spelt = (*in_every_language(label), *ALSO[is_workday])
            if folded(word) in map(folded, spelt):
                return is_workday
        raise ValidationError(_now("“%(word)s”看不懂，请填“休”或“班”。") % {"word": word})

    def shown(self, value: Any) -> str:
        """The word in the preview of an import."""
        return str(WORKED if value else FREE)

    def validate(self, value: Any) -> None:
        """Accept both answers: ``Field.validate`` would take ``False`` for an empty cell."""
        if value is None:
            raise ValidationError(self.error_messages["required"], code="required")


class HolidayRow(RowForm):
    """One day that differs from Monday to Friday."""

    date = DayField(label=_("日期"), help_text=_("如2027-02-06"))
    is_workday = DayKindField(label=_("休或班"), help_text=_("休：放假；班：周末上班"))
    name = forms.CharField(label=_("名称"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse 班 on a weekday, which is worked anyway: the day or the word must be wrong."""
        data = super().clean() or {}
        day, is_workday = data.get("date"), data.get("is_workday")
        if day and is_workday and day.weekday() < 5:
            said = _now("%(day)s本来就是工作日，请核对日期，或者填“休”。")
            self.add_error("is_workday", said % {"day": date_format(day, "DATE_FORMAT")})
        return data


class HolidayImport(Importer):
    """The import of the calendar of working days, for those who may change it."""

    kind = "holidays"
    title = _("放假安排")
    measure = _("天")
    right = "unions.change_holidays"
    form = HolidayRow
    unique = (("date",),)
    most_rows = 500
    section = "unions"
    list_url = "holidays"
    examples = {"date": "2027-02-06", "is_workday": "休", "name": "春节"}
    after = _("导入时，在办的时限都按新的安排重新算。")

    def apply(self, row: HolidayRow, actor: SignedIn) -> Holiday:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[Any], actor: SignedIn) -> list[Any]:
        """All days at once, since the deadlines under way are counted again only once."""
        days = [Holiday(**row.cleaned_data) for row in rows]
        return set_holidays(actor=actor, days=days)

    def link_to(self, made: Holiday) -> tuple[str, str]:
        """With the calendar of its year."""
        day: date = made.date
        return str(made), f"{reverse(self.list_url)}?year={day.year}"
