"""Those who answer the telephone find a caller's needs, read out, write down and tell the code."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from hongmajia.core.acts import sentence
from hongmajia.core.models import Event
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from hongmajia.notices.models import Notice
from hongmajia.portal.spoken import STANDS, spoken
from hongmajia.services.actions import schedule_visit
from tests.actors import AT_ANY_TIME, Province, make_need

SignIn = Callable[[str], Client]
NUMBER = "13812341234"
QUERIES = 12


@pytest.fixture
def need(province: Province) -> Need:
    return make_need(province, title="不锈钢焊接变形", contact_name="沈兰英", contact_phone=NUMBER)


def caller_says(client: Client, words: str) -> str:
    """The page after the operator has typed what the caller says."""
    return client.post("/hotline/", {"q": words}, follow=True).text


def verbs_of(need: Need) -> list[str]:
    return list(
        Event.objects.filter(story=need.story).order_by("at").values_list("verb", flat=True)
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("xu", "138 1234 1234"), ("xu", "1234"), ("xu", "{number}"), ("xu", "沈兰英"),
        ("xu", "{firm}"), ("xu", "{code}"), ("lu", "138 1234 1234"),
    ],
)  # fmt: skip
def test_what_a_caller_knows_finds_the_need(
    as_: SignIn, province: Province, need: Need, who: str, words: str
) -> None:
    Need.objects.filter(pk=need.pk).update(home_union=province.mogan_union)
    known = {"number": need.number, "firm": need.asker_label, "code": need.tracking_code}
    page = caller_says(as_(who), words.format(**known))
    assert "查到1件" in page
    assert "德清县总工会正在找合适的师傅" in page
    assert "请慢慢念两遍" not in page
    assert NUMBER not in page


def test_a_look_is_logged_once_however_often_the_page_is_shown(as_: SignIn, need: Need) -> None:
    xu = as_("xu")
    caller_says(xu, NUMBER)
    assert "查到1件" in xu.get("/hotline/").text
    assert verbs_of(need) == [NeedVerb.LOOKED_UP]
    assert sentence(Event.objects.get()) == "徐芳接电话时查了这一件"
    caller_says(xu, "13900009999")
    assert Event.objects.latest("at").data == {"number": "139****9999"}


@pytest.mark.parametrize("who", ["wu", "lin", "dong", "contact", "stranger"])
def test_nobody_else_finds_it_or_acts_on_it(as_: SignIn, need: Need, who: str) -> None:
    client = as_(who)
    assert need.title not in client.post("/hotline/", {"q": NUMBER}, follow=True).text
    for act in ("code", "nudge", "note"):
        answer = client.post(f"/hotline/{need.pk}/{act}/", {"reason": "问进度"})
        assert answer.status_code == (404 if who == "wu" else 403)
    assert verbs_of(need) == []


def test_the_code_is_told_to_the_whole_number_only(as_: SignIn, need: Need) -> None:
    xu, tell = as_("xu"), f"/hotline/{need.pk}/code/"
    for words in ("沈兰英", "1234", "13900009999"):
        caller_says(xu, words)
        refused = xu.post(tell)
        assert need.tracking_code not in refused.text
        assert "手机号对不上" in refused.text
    assert "报提需求时留的完整手机号" in caller_says(xu, "沈兰英")
    caller_says(xu, NUMBER)
    page = xu.post(tell)
    assert need.tracking_code in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert need.tracking_code not in xu.get("/hotline/").text
    assert verbs_of(need).count(NeedVerb.CODE_TOLD) == 1
    assert "报了追踪码" not in as_("dong").get(f"/needs/{need.pk}/").text


def test_the_union_of_origin_prints_the_code_of_what_it_handed_up(
    as_: SignIn, province: Province, need: Need
) -> None:
    Need.objects.filter(pk=need.pk).update(union=province.huzhou)
    xu = as_("xu")
    assert "打印追踪码" in caller_says(xu, NUMBER)
    assert xu.post(f"/needs/{need.pk}/code/").headers["Content-Type"] == "application/pdf"


def test_the_next_call_begins_with_an_empty_page(as_: SignIn, need: Need) -> None:
    xu = as_("xu")
    caller_says(xu, NUMBER)
    assert need.title not in xu.post("/hotline/next/", follow=True).text
    assert NUMBER not in xu.get("/hotline/need/").text


def test_what_is_kept_of_a_call_is_encrypted_and_ends(
    as_: SignIn, need: Need, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.IDLE_SECONDS = 3600  # Xu herself stays
    xu = as_("xu")
    caller_says(xu, NUMBER)
    assert NUMBER not in str(dict(xu.session))
    later = timezone.now().timestamp() + 1801
    monkeypatch.setattr("hongmajia.portal.callers.time.time", lambda: later)
    assert need.title not in xu.get("/hotline/").text
    assert "查到的只留半小时" in xu.post(f"/hotline/{need.pk}/code/").text


def test_what_the_caller_said_reaches_union_and_helper(
    as_: SignIn, province: Province, need: Need
) -> None:
    helps(need, province)
    shen, note = as_("shen"), f"/hotline/{need.pk}/note/"
    assert shen.post(note, {"reason": " "}).status_code == 422
    page = shen.post(note, {"reason": "改到周三下午来"}, follow=True).text
    assert "记下了。已发消息给" in page
    said = {str(each) for each in Notice.objects.filter(recipient=province.xu)}
    assert said == {"不锈钢焊接变形：提出人来电说了情况，请看"}
    assert Notice.objects.filter(recipient=province.dong).exists()
    entry = Story(need, province.dong).timeline[0]
    assert (entry.text, entry.note) == ("湖州市总工会接到来电，记了一笔", "改到周三下午来")
    assert "改到周三下午来" not in Client().get(f"/needs/{need.pk}/").text


def test_a_caller_asks_to_hurry_once_a_day(as_: SignIn, province: Province, need: Need) -> None:
    shen = as_("shen")
    caller_says(shen, NUMBER)
    page = shen.post(f"/hotline/{need.pk}/nudge/", follow=True).text
    assert "替来电人催了。已发消息给德清县总工会" in page
    assert "今天已经催过了" in page
    assert sentence(Event.objects.get(verb=NeedVerb.NUDGED)) == "湖州市总工会代沈兰英催了一次"


def written_for(client: Client, **changes: Any) -> dict[str, Any]:
    """What the operator sends: the form as it was shown, and what the caller says."""
    page = client.get("/hotline/need/")
    form = page.context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return {
        **shown,
        "ticket": page.context["ticket"],
        "text": "行车跑偏，轨道磨得厉害。",
        **changes,
    }


def send(client: Client, sent: dict[str, Any]) -> str:
    """Send the form in the call that is kept; the page after it."""
    call = client.get("/hotline/need/").context["caller"].key
    return client.post(f"/hotline/need/?call={call}", sent, follow=True).text


def test_a_need_is_written_for_whoever_is_known(
    as_: SignIn, province: Province, need: Need
) -> None:
    province.contact.phone = NUMBER
    province.contact.save()
    xu = as_("xu")
    caller_says(xu, NUMBER)
    sent = written_for(xu)
    assert (sent["contact_name"], sent["contact_phone"]) == ("沈兰英", NUMBER)
    for _ in range(2):  # sent twice, made once
        page = send(xu, sent)
    made = Need.objects.latest("pk")
    assert Need.objects.count() == 2
    assert (made.enterprise, made.asker, made.union) == (
        province.mogan,
        province.contact,
        province.deqing,
    )
    assert made.tracking_code in page
    told = Event.objects.get(verb=NeedVerb.SUBMITTED)
    assert sentence(told) == "德清县总工会代沈兰英提出需求"


def test_only_a_need_that_exists_excuses_an_error_of_the_database(
    as_: SignIn, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**facts: Any) -> Need:
        raise IntegrityError

    monkeypatch.setattr("hongmajia.portal.views.hotline.submit_for_caller", fail)
    xu = as_("xu")
    sent = written_for(xu, contact_name="老姚", contact_phone="13700000009")
    with pytest.raises(IntegrityError):
        send(xu, sent)


def test_a_form_of_an_earlier_call_changes_nothing_in_this_one(
    as_: SignIn, province: Province
) -> None:
    xu = as_("xu")
    caller_says(xu, "13700000009")
    call = xu.get("/hotline/need/").context["caller"].key
    sent = written_for(xu, contact_name="老姚")
    caller_says(xu, "13700000008")
    page = xu.post(f"/hotline/need/?call={call}", sent, follow=True).text
    assert "替老姚记下了，已交给德清县总工会。" in page
    assert Need.objects.get().tracking_code not in page
    assert "13700000008" in xu.get("/hotline/need/").text


def test_a_need_of_another_county_is_written_too(as_: SignIn, province: Province) -> None:
    xu = as_("xu")
    caller_says(xu, "13700000009")
    sent = written_for(xu, contact_name="老姚", region="330702")
    page = send(xu, sent)
    made = Need.objects.get()
    assert (made.asker, made.union, made.contact_phone) == (None, province.wucheng, "13700000009")
    assert made.tracking_code in page
    assert "替来电人催一催" not in page, "it is kept by another union"
    assert sentence(Event.objects.get(verb=NeedVerb.SUBMITTED)) == "德清县总工会代老姚提出需求"


def test_every_state_is_put_into_words(province: Province) -> None:
    assert STANDS.keys() == set(NeedState) - {NeedState.DRAFT}
    other = make_need(province)
    for state in STANDS:
        need = make_need(province, state, due_at=timezone.now() + timedelta(days=1))
        words = spoken(need, [], {}, other)
        assert need.number in words[0]
        assert not any("%" in each for each in words)


def test_the_visit_to_come_is_read_out(as_: SignIn, province: Province, need: Need) -> None:
    engagement = helps(need, province)
    when = timezone.now() + timedelta(days=3)
    schedule_visit(
        engagement=engagement, actor=province.xu, starts_at=when,
        ends_at=when + timedelta(hours=2), word=AT_ANY_TIME, place="二号车间",
    )  # fmt: skip
    assert "董师傅约在" in caller_says(as_("xu"), NUMBER)


def helps(need: Need, province: Province) -> Engagement:
    """Dong has agreed to help with the need."""
    Need.objects.filter(pk=need.pk).update(state=NeedState.MATCHED)
    need.shown_to.add(province.dong)
    return Engagement.objects.create(
        need=need,
        helper=province.dong_helper,
        state=EngagementState.ACCEPTED,
        origin=Origin.DISPATCH,
        opened_by=province.xu,
    )


@pytest.mark.parametrize("rows", [1, 50])
def test_the_desk_takes_few_queries(
    as_: SignIn,
    province: Province,
    rows: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        helps(make_need(province, contact_phone=NUMBER), province)
    xu = as_("xu")
    caller_says(xu, NUMBER)
    with django_assert_max_num_queries(QUERIES):
        page = xu.get("/hotline/").text
    assert ("还有更多" in page) == (rows > 8)
