"""The page of an event before and after, on the team's and master's pages, and its news."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hongmajia.demo.drawings import workshop
from hongmajia.events.actions import (
    FlagPlan,
    add_event_photo,
    agree_to_photo,
    count_heads,
    hold_ceremony,
    note_question,
    plan_ceremony,
    take_ceremony_back,
)
from hongmajia.events.models import Feedback
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.people.models import Apprenticeship, Helper, Team
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from tests.actors import Province
from tests.events.conftest import deqing_master

Opening = Callable[..., Activity]


@pytest.fixture
def told(province: Province, opening: Opening, team: Any, pair: Any) -> Activity:
    """Yesterday's opening: 46 people, a flag, a pair, a question, a photograph of the ceremony."""
    activity = opening(days=-1)
    plan_ceremony(
        activity=activity, actor=province.xu, flags=[FlagPlan(team())], pairs=[pair("余小芳")]
    )
    hold_ceremony(
        activity=activity, actor=province.xu, on=timezone.localdate(activity.starts_at),
        flags=activity.flags.all(), seals=activity.seals.all(), signed=activity.seals.all(),
        photo=workshop(), shows_faces=False,
    )  # fmt: skip
    count_heads(activity=activity, actor=province.xu, heads={"leader": 6, "school": 40})
    note_question(
        activity=activity, actor=province.xu, text="怎么减少焊接变形？", answer="分段退焊。",
        answered_by=province.dong_helper,
    )  # fmt: skip
    return activity


def test_afterwards_the_page_tells_the_numbers_and_opens_them(
    client: Client, province: Province, told: Activity
) -> None:
    client.force_login(province.xu)
    page = client.get(f"/activities/{told.pk}/event/").content.decode()
    assert "<b>46</b>" in page
    for anchor in ("came", "flags", "pairs"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_the_ceremony_stands_on_the_pages_of_team_master_and_pair(
    client: Client, province: Province, told: Activity
) -> None:
    helper, pair = told.flags.get().team, told.seals.get().apprenticeship
    client.force_login(province.xu)
    addresses = {
        "team": f"/helpers/{helper.pk}/ceremonies/",
        "master": f"/helpers/{pair.master_id}/ceremonies/",
        "pair": f"/apprenticeships/{pair.pk}/ceremony/",
    }
    for address in addresses.values():
        page = client.get(address).content.decode()
        assert told.title in page
        assert "第二中专报告厅" in page
        assert "/event-photos/" in page
    public = Client().get(addresses["master"]).content.decode()
    assert (told.title in public, "余小芳" in public) == (True, False)
    take_ceremony_back(activity=told, actor=province.xu, reason="记错了")
    for address in addresses.values():
        assert told.title not in client.get(address).content.decode()


def test_a_face_is_public_only_with_consent(
    client: Client, province: Province, told: Activity
) -> None:
    photo = add_event_photo(activity=told, actor=province.xu, image=workshop(), caption="合影")
    address = f"/event-photos/{photo.pk}/"
    assert client.get(address).status_code == 404
    staff = Client()
    staff.force_login(province.xu)
    assert staff.get(address).status_code == 200
    agree_to_photo(photo=photo, actor=province.xu, consent_note="工会档案2026-5")
    assert client.get(address).status_code == 200


def test_a_draft_of_news_tells_what_the_records_tell(
    client: Client, province: Province, told: Activity
) -> None:
    client.force_login(province.xu)
    answer = client.post(f"/activities/{told.pk}/draft/")
    item = NewsItem.objects.get()
    assert answer["Location"] == f"/news/{item.pk}/edit/"
    for words in (
        "德清县总工会主办", "46人参加", "领导6人、学校师生40人", "授旗1面（德清焊接服务队）",
        "1对师徒结对", "有人问：怎么减少焊接变形？", "分段退焊",
    ):  # fmt: skip
        assert words in item.text
    assert "余小芳" not in item.text
    assert [*item.activities.all()] == [told]
    assert Client().post(f"/activities/{told.pk}/draft/").status_code in (302, 403)


def test_the_draft_and_the_page_count_as_the_indicators_do(
    client: Client, province: Province, told: Activity, held: Callable[[Activity], Activity]
) -> None:
    """The only event of the season: its numbers are those of the season."""
    facts = {"phone": "13700001234", "group": "worker", "heads": 3, "enterprise": province.mogan}
    told.sign_ups.create(name="沈女士", came_at=timezone.now(), **facts)
    told.sign_ups.create(name="没来的", **{**facts, "phone": "13700001235"})
    held(told)
    client.force_login(province.xu)
    client.post(f"/activities/{told.pk}/draft/")
    item = NewsItem.objects.get()
    page = client.get(f"/activities/{told.pk}/event/").text
    measures = [BY_NAME[name] for name in ("heads", "flags", "sealed", "firms_present", "asked")]
    tally = Tally(Scope(season=province.season, union=province.province), measures)
    heads, flags, pairs, firms, asked = (int(tally.value(each) or 0) for each in measures)
    assert (heads, flags, pairs, firms, asked) == (49, 1, 1, 1, 1)
    said = f"{heads}人参加，授旗{flags}面，师徒结对{pairs}对，到场企业{firms}家，现场问答{asked}个"
    assert said in item.summary
    assert f"{heads}人参加" in item.text
    assert f"<b>{heads}</b>" in page
    assert f"授了{flags}面旗" in page


def test_the_poster_is_printed_with_roles_and_theme(client: Client, told: Activity) -> None:
    answer = client.get(f"/activities/{told.pk}/poster.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def fill(province: Province, activity: Activity, n: int) -> None:
    """``n`` flags, pairs, points, questions, sign-ups, stops' worth of answers."""
    master = deqing_master(province)
    for k in range(n):
        helper = Helper.objects.create(
            kind="team", name=f"队{n}-{k}", union=province.deqing, trade="焊接"
        )
        Team.objects.create(helper=helper)
        activity.flags.create(team=helper)
        pair = Apprenticeship.objects.create(
            master=master, union=province.deqing, apprentice_name=f"徒{n}-{k}", workplace="厂",
            skill="钳工", goals="会", starts_on="2026-01-01", ends_on="2027-01-01",
        )  # fmt: skip
        activity.seals.create(apprenticeship=pair)
        activity.agenda.create(at="09:00", title=f"项{k}")
        activity.questions.create(text=f"问{k}", answer="答", answered_by=province.dong_helper)
        activity.sign_ups.create(name="王", phone=f"137{n:02d}{k:06d}", group="worker", heads=2)
        activity.guests.create(name=f"客{n}-{k}", consent_note="档案")
        activity.parts.create(role="assists", name=f"单位{n}-{k}")
        Feedback.objects.create(activity=activity, useful=4, words="好")


@pytest.mark.one_database("Python decides how many queries there are")
def test_the_page_takes_as_many_queries_for_fifty_rows_as_for_one(
    client: Client, province: Province, opening: Opening
) -> None:
    one, many = opening(days=-1), opening(days=-1)
    fill(province, one, 1)
    fill(province, many, 50)
    for part in ("event", "units"):
        taken = []
        for activity in (one, many):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/activities/{activity.pk}/{part}/").status_code == 200
            taken.append(len(queries))
        assert taken[0] == taken[1] <= 12, (part, taken)
