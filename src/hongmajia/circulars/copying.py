"""The part of a new season's page with the circulars (通知) that its host sent the year before."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.clocks import closing_of
from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.unions.copying import PartForm
from hongmajia.unions.models import Season, Union
from hongmajia.unions.proposing import in_another_year, moved_day

from .actions import write_circular
from .enums import CircularState
from .models import Circular

MOST = 100
"""Circulars that are offered; the latest ones."""


class CircularsToCopy(PartForm):
    """Circulars that the host sent in the calendar year of the earlier season, as new drafts.

    The year in title and text becomes the new one, and the day by which to answer is moved. What
    else stands in the text is left to whoever sends the draft; attachments are not taken over.
    """

    name = "circulars"
    page = "circulars/_circulars_to_copy.html"
    is_wide = True

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        sent = host.circulars.filter(state=CircularState.SENT, sent_at__year=earlier.year)
        found = sent.prefetch_related("chosen").order_by("-sent_at")[:MOST]
        self.circulars: list[Circular] = list(reversed(found))
        for one in self.circulars:
            self._add_fields(one)

    def _add_fields(self, one: Circular) -> None:
        title = in_another_year(one.title, self.earlier.year, self.year)
        day = moved_day(timezone.localdate(one.answer_by), self.year - self.earlier.year)
        self.fields[f"{one.pk}-again"] = forms.BooleanField(label=one.title, required=False)
        self.fields[f"{one.pk}-title"] = forms.CharField(
            label=_("新标题"), initial=title, required=False, max_length=60
        )
        self.fields[f"{one.pk}-day"] = DayField(
            label=_("哪天以前回"), initial=day, required=False, widget=date_input()
        )

    @property
    def is_empty(self) -> bool:
        return not self.circulars

    @property
    def lines(self) -> list[tuple[Circular, Any, Any, Any]]:
        """Each circular with its box, the new title and the new day."""
        return [
            (one, self[f"{one.pk}-again"], self[f"{one.pk}-title"], self[f"{one.pk}-day"])
            for one in self.circulars
        ]

    def clean(self) -> dict[str, Any]:
        """A ticked circular needs its title and its day."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.circulars:
            if cleaned.get(f"{one.pk}-again"):
                self._require(f"{one.pk}-title", f"{one.pk}-day")
        return cleaned

    def _require(self, *names: str) -> None:
        for name in names:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, _("要带上这件，请填这一格。"))

    def carry(self, season: Season, actor: Any) -> None:
        """Write a draft of each ticked circular; nothing is sent."""
        for one in self.circulars:
            if self.cleaned_data[f"{one.pk}-again"]:
                self._write_again(one, season, actor)

    def _write_again(self, one: Circular, season: Season, actor: Any) -> None:
        write_circular(
            union=self.host, actor=actor, chosen=one.chosen.all(),
            title=self.cleaned_data[f"{one.pk}-title"],
            text=in_another_year(one.text, self.earlier.year, season.year),
            questions=in_another_year(one.questions, self.earlier.year, season.year),
            figure=in_another_year(one.figure, self.earlier.year, season.year),
            wants_answer=one.wants_answer, kinds=one.kinds,
            answer_by=closing_of(self.cleaned_data[f"{one.pk}-day"]),
        )  # fmt: skip
