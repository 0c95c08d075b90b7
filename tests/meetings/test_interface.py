"""Meetings for many in the interface: which needs they answer, and what the askers said."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from hongmajia.meetings.models import Meeting
from hongmajia.needs.models import Need
from tests.actors import Province
from tests.meetings.test_meetings import hold, says

SignIn = Callable[[str], Client]


def test_what_the_askers_said_is_counted(
    as_: SignIn, province: Province, call: Callable[..., Meeting], needs: list[Need]
) -> None:
    meeting = call()
    hold(meeting, province)
    before: Any = as_("xu").get("/api/meetings").json()
    (row,) = before["rows"]
    assert (len(row["engagements"]), row["helped"], row["not_helped"]) == (3, 0, 0)
    says(needs[0], province, "solved")
    says(needs[1], province, "unsolved", "还是变形")
    since = {"updated_since": before["as_of"]}
    (changed,) = as_("xu").get("/api/meetings", since).json()["rows"]
    told = (changed["id"], changed["helped"], changed["not_helped"])
    assert told == (meeting.pk, 1, 1)


def test_a_union_elsewhere_does_not_see_it(as_: SignIn, call: Callable[..., Meeting]) -> None:
    meeting = call()
    assert as_("wu").get("/api/meetings").json()["rows"] == []
    assert as_("wu").get(f"/api/meetings/{meeting.pk}").status_code == 404
