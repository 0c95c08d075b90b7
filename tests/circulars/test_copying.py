"""Circulars of the year before as drafts of the new one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.circulars.copying import CircularsToCopy
from hongmajia.circulars.models import Circular
from hongmajia.unions.models import Season
from tests.actors import Province


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in local time."""
    zone = timezone.get_default_timezone()
    return datetime(year, month, day, hour, minute, tzinfo=zone)


@pytest.fixture
def sent(province: Province, send: Callable[..., Circular]) -> Circular:
    """Fang's circular, sent in the year of the season, to be answered on a Monday."""
    one = send(
        title="关于做好2026年征集的通知", text="2026年征集3月开始。", chosen=[province.group]
    )
    Circular.objects.filter(pk=one.pk).update(
        sent_at=at(2026, 3, 2),
        answer_by=at(2026, 3, 9, 17, 30),
    )
    one.refresh_from_db()
    return one


def part_of(province: Province, data: Any = None) -> CircularsToCopy:
    earlier = province.season
    return CircularsToCopy(data, host=province.province, earlier=earlier, year=2027)


def typed(part: CircularsToCopy, **changes: Any) -> dict[str, Any]:
    return {**{field.html_name: field.value() for field in part}, **changes}


def test_title_text_and_day_are_of_the_new_year(province: Province, sent: Circular) -> None:
    proposed = part_of(province)
    part = part_of(province, typed(proposed, **{f"circulars-{sent.pk}-again": "on"}))
    assert part.is_valid(), part.errors
    made = Season(union=province.province, year=2027)
    part.carry(made, province.fang)
    draft = Circular.objects.get(state="draft")
    assert (draft.title, draft.text) == ("关于做好2027年征集的通知", "2027年征集3月开始。")
    assert timezone.localtime(draft.answer_by).strftime("%Y-%m-%d %H:%M") == "2027-03-09 17:30"
    assert list(draft.chosen.all()) == [province.group]
    assert draft.kinds == sent.kinds
    assert draft.written_by == province.fang


def test_nothing_is_written_of_what_is_not_ticked(province: Province, sent: Circular) -> None:
    part = part_of(province, typed(part_of(province)))
    assert part.is_valid()
    part.carry(Season(union=province.province, year=2027), province.fang)
    assert not Circular.objects.filter(state="draft").exists()


def test_a_ticked_one_needs_title_and_day(province: Province, sent: Circular) -> None:
    changes = {f"circulars-{sent.pk}-again": "on", f"circulars-{sent.pk}-title": ""}
    part = part_of(province, typed(part_of(province), **changes))
    assert not part.is_valid()
    assert part.errors == {f"{sent.pk}-title": ["要带上这件，请填这一格。"]}


def test_drafts_and_circulars_of_other_years_are_not_offered(
    province: Province, sent: Circular, write: Callable[..., Circular]
) -> None:
    write()
    other = at(2024, 3, 2)
    Circular.objects.filter(pk=sent.pk).update(sent_at=other - timedelta(days=1))
    assert part_of(province).is_empty
