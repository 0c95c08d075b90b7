"""Noting agreed times of several engagements in their list."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.clocks import is_workday
from hongmajia.engagements.actions import accept, propose, record_contact
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import Activity
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


def agreed(province: Province, title: str) -> Engagement:
    asked = propose(
        need=make_need(province, title=title), helper=province.dong_helper, actor=province.xu
    )
    accepted = accept(engagement=asked, actor=province.dong)
    return record_contact(engagement=accepted, actor=province.dong)


def workday() -> Any:
    day = timezone.localdate() + timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


@pytest.mark.one_database("the action is tested elsewhere")
def test_each_time_is_noted_and_a_doubtful_one_is_told(province: Province) -> None:
    first, second, undated = (agreed(province, title) for title in ("变形", "气孔", "裂纹"))
    xu = Client()
    xu.force_login(province.xu, backend=BACKEND)
    assert "appoint" in [act.name for act in xu.get("/engagements/").context["ticks"].acts]
    day = workday().isoformat()
    sent = {
        "act": "appoint",
        "tick": [first.pk, second.pk, undated.pk],
        f"appoint-{first.pk}-starts_at": f"{day}T09:00",
        f"appoint-{second.pk}-starts_at": f"{day}T10:00",
    }
    page = xu.post("/engagements/act/", sent, follow=True)
    visit = Activity.objects.get()
    assert timezone.localtime(visit.starts_at).isoformat()[:16] == f"{day}T09:00"
    assert [each.name.split()[0] for each in page.context["done"]] == ["变形"]
    doubled, missing = (each.words for each in page.context["refused"])
    assert missing == "请写约好的时间。"
    assert "董师傅" in doubled, "Dong is at the first enterprise then"
    second.refresh_from_db()
    assert second.state == "accepted"
