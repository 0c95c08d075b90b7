"""Campaigns and themes of the year before as new ones."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hongmajia.campaigns.copying import CampaignsToCopy
from hongmajia.campaigns.models import Campaign
from hongmajia.unions.models import Season
from tests.actors import Province


@pytest.fixture
def theme(province: Province, start: Callable[..., Campaign]) -> Campaign:
    """A theme of the province in the year of the season, with a target."""
    return start(
        union=province.province, actor=province.fang, kind="theme", theme="劳动创造幸福",
        starts=date(2026, 4, 1), ends=date(2026, 5, 31), targets={"sessions": 40},
    )  # fmt: skip


def part_of(province: Province, data: Any = None) -> CampaignsToCopy:
    earlier = province.season
    return CampaignsToCopy(data, host=province.province, earlier=earlier, year=2027)


def ticked(province: Province, one: Campaign, **changes: Any) -> CampaignsToCopy:
    shown = {field.html_name: field.value() for field in part_of(province)}
    named = {f"campaigns-{one.pk}-{name}": value for name, value in changes.items()}
    return part_of(province, {**shown, f"campaigns-{one.pk}-again": "on", **named})


def test_it_begins_a_year_later_with_its_theme_and_targets(
    province: Province, theme: Campaign
) -> None:
    part = ticked(province, theme)
    assert part.is_valid(), part.errors
    part.carry(Season(union=province.province, year=2027), province.fang)
    made = Campaign.objects.exclude(pk=theme.pk).get()
    assert made.name == "百名技术能手进千家企业（2027年）"
    assert (made.kind, made.theme, made.starts.year) == ("theme", "劳动创造幸福", 2027)
    assert made.ends == date(2027, 5, 31)
    assert dict(made.targets.values_list("indicator", "amount")) == {"sessions": 40}


def test_a_name_that_is_taken_or_days_out_of_order_are_said(
    province: Province, theme: Campaign
) -> None:
    part = ticked(province, theme, name=theme.name, ends="2027-01-01")
    assert set(part.errors) == {f"{theme.pk}-name", f"{theme.pk}-ends"}


def test_one_that_was_called_off_or_of_another_year_is_not_offered(
    province: Province, theme: Campaign
) -> None:
    Campaign.objects.filter(pk=theme.pk).update(starts=date(2024, 4, 1))
    assert part_of(province).is_empty
