"""The part of a new season's page with the campaigns and themes of the year before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.unions.copying import PartForm
from hongmajia.unions.models import Season, Union
from hongmajia.unions.proposing import in_another_year, moved_day, years_later

from .actions import start_campaign
from .models import Campaign

LONGEST = Campaign._meta.get_field("name").max_length or 0


class CampaignsToCopy(PartForm):
    """Campaigns of the host that began in the calendar year of the earlier season, as new ones.

    Theme, text, targets and partners are taken over, partners are asked again; no record is.
    """

    name = "campaigns"
    page = "campaigns/_campaigns_to_copy.html"
    is_wide = True

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        began = host.campaigns.standing().filter(starts__year=earlier.year)
        found = began.with_details().prefetch_related("targets")
        self.campaigns: list[Campaign] = list(found.order_by("starts", "pk"))
        for one in self.campaigns:
            self._add_fields(one)

    def _add_fields(self, one: Campaign) -> None:
        years = self.year - self.earlier.year
        days = {"starts": moved_day(one.starts, years), "ends": years_later(one.ends, years)}
        self.fields[f"{one.pk}-again"] = forms.BooleanField(label=one.name, required=False)
        self.fields[f"{one.pk}-name"] = forms.CharField(
            label=_("新名称"), initial=self._name(one), required=False, max_length=LONGEST
        )
        for name, label in (("starts", _("从哪天起")), ("ends", _("到哪天为止"))):
            self.fields[f"{one.pk}-{name}"] = DayField(
                label=label, initial=days[name], required=False, widget=date_input()
            )

    def _name(self, one: Campaign) -> str:
        """The name with the new year; a union gives each of its campaigns another name."""
        name = in_another_year(one.name, self.earlier.year, self.year)
        added = f"（{self.year}年）"
        return name if name != one.name else one.name[: LONGEST - len(added)] + added

    @property
    def is_empty(self) -> bool:
        return not self.campaigns

    @property
    def lines(self) -> list[tuple[Campaign, Any, Any, Any, Any]]:
        """Each campaign with its box, the new name, and its new first and last day."""
        return [
            (one, self[f"{one.pk}-again"], self[f"{one.pk}-name"], self[f"{one.pk}-starts"],
             self[f"{one.pk}-ends"])
            for one in self.campaigns
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A ticked campaign needs a name of its own, and days in order."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.campaigns:
            if cleaned.get(f"{one.pk}-again"):
                self._check(one)
        return cleaned

    def _check(self, one: Campaign) -> None:
        keys = {name: f"{one.pk}-{name}" for name in ("name", "starts", "ends")}
        for key in keys.values():
            if key not in self.errors and not self.cleaned_data.get(key):
                self.add_error(key, _("要带上这项，请填这一格。"))
        name, starts, ends = (self.cleaned_data.get(key) for key in keys.values())
        if starts and ends and ends < starts:
            self.add_error(keys["ends"], _("“到哪天为止”早于“从哪天起”，请核对日期。"))
        if name and self.host.campaigns.filter(name=name).exists():
            self.add_error(keys["name"], _("已经有叫这个名字的专项行动了，请换一个。"))

    def carry(self, season: Season, actor: Any) -> None:
        """Start a campaign like each ticked one; it is public at once, as any other."""
        for one in self.campaigns:
            if self.cleaned_data[f"{one.pk}-again"]:
                self._start_again(one, season, actor)

    def _start_again(self, one: Campaign, season: Season, actor: Any) -> None:
        start_campaign(
            union=self.host, actor=actor, kind=one.kind,
            name=self.cleaned_data[f"{one.pk}-name"],
            theme=in_another_year(one.theme, self.earlier.year, season.year),
            text=in_another_year(one.text, self.earlier.year, season.year),
            starts=self.cleaned_data[f"{one.pk}-starts"],
            ends=self.cleaned_data[f"{one.pk}-ends"],
            partners=list(one.partners.all()),
            targets={target.indicator: target.amount for target in one.targets.all()},
        )  # fmt: skip
