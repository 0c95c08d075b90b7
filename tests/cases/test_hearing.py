"""The enterprise reads its case, agrees, objects or is silent; its name and words are its own."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.cases.actions import (
    ask_enterprise,
    choose_pictures,
    draft_case,
    make_booklet,
    nominate_case,
    open_notice,
    publish_notice,
    record_silence,
    rewrite_case,
    select_case,
)
from hongmajia.cases.enums import ANSWER_DAYS, CaseVerb, Reply, Standing
from hongmajia.cases.models import Booklet, Case, PublicNotice
from hongmajia.cases.printing import book_of, cases_of
from hongmajia.cases.tasks import record_silences
from hongmajia.core.acts import sentence
from hongmajia.core.clocks import workdays_between
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.insights.counting import count_season
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.services.models import Confirmation, RecordPhoto
from hongmajia.unions.actions import set_holiday
from tests.actors import Province, make_need
from tests.cases.conftest import LESSON, SignIn, agree

FIRM = "莫干精工"
MARK = re.compile(r'name="seen" value="([^"]+)"')
MASKED = "湖州德清一家专用设备制造业企业"


@pytest.fixture
def written(province: Province, case: Case) -> Case:
    """The draft with its lesson, about which nobody has asked the enterprise yet."""
    return rewrite_case(case=case, actor=province.xu, lesson=LESSON)


@pytest.fixture
def asked(province: Province, written: Case) -> Case:
    return ask_enterprise(case=written, actor=province.xu)


def again(case: Case) -> Case:
    return Case.objects.with_story().get(pk=case.pk)


def wait_in_vain(case: Case) -> Case:
    """Let the enterprise's time to answer go by."""
    assert case.answer_due_at
    with time_machine.travel(case.answer_due_at + timedelta(minutes=1), tick=False):
        record_silences.func()
    return again(case)


def choose(province: Province, case: Case) -> Case:
    case = nominate_case(case=case, actor=province.xu)
    nominate_case(case=case, actor=province.shen)
    return select_case(case=case, actor=province.fang)


def put_up(province: Province) -> PublicNotice:
    today = timezone.localdate()
    return open_notice(
        season=province.season, union=province.province, actor=province.fang, opens_on=today,
        closes_on=today + timedelta(days=14), office="经济部", phone="12351",
    )  # fmt: skip


def publish(province: Province) -> int:
    notice = put_up(province)
    past = timezone.localdate() - timedelta(days=1)
    PublicNotice.objects.update(opens_on=past, closes_on=past)
    return publish_notice(notice=PublicNotice.objects.get(pk=notice.pk), actor=province.fang)


def see(need: Need, visibility: str) -> None:
    Need.objects.filter(pk=need.pk).update(visibility=visibility)


# --- asking ---------------------------------------------------------------------------------------


def test_the_enterprise_sees_the_draft_only_once_it_is_asked(
    province: Province, written: Case, as_: SignIn
) -> None:
    page = f"/cases/{written.pk}/answer/"
    assert as_("contact").get(page).status_code == 404
    ask_enterprise(case=written, actor=province.xu)

    shown = as_("contact").get(page).text
    assert written.title in shown
    assert LESSON in shown
    assert "同意公开，隐去企业名" in shown
    assert as_("dong").get(page).status_code == 404
    assert Notice.objects.filter(recipient=province.contact, url=page).exists()


def test_it_waits_on_the_desk_of_the_enterprise_and_an_objection_on_the_cadres(
    province: Province, asked: Case
) -> None:
    def desk(person: Any) -> list[str]:
        return [row.what for row in rows_for(person, tally_of(person))]

    assert "请您看案例稿" in desk(province.contact)
    agree(province, asked, Reply.OBJECTED, words="不是这么焊的")
    assert "请您看案例稿" not in desk(province.contact)
    assert "企业不同意案例稿" in desk(province.xu)
    assert "企业不同意案例稿" not in desk(province.wu)


def test_without_an_account_it_answers_on_the_page_of_its_code(
    province: Province, asked: Case, client: Client
) -> None:
    need = asked.engagement.need
    story = f"/track/{need.tracking_code}/"
    mine = f"{story}cases/{asked.pk}/"
    assert mine in client.get(story).text
    form = client.get(mine).context["form"]
    said = {
        "reply": "masked",
        "seen": form.fields["seen"].widget.mark,
        "quote": "",
        "words": "谢谢",
    }
    assert client.post(mine, said).headers["Location"] == story

    asked = again(asked)
    assert (asked.standing, asked.is_named, asked.answer) == ("agreed", False, "谢谢")
    told = Event.objects.get(verb=CaseVerb.ENTERPRISE_ANSWERED)
    assert told.data["actor"] == need.contact_name


def test_the_code_of_another_need_opens_no_case(
    province: Province, asked: Case, client: Client
) -> None:
    other = make_need(province, title="别的难题")
    assert client.get(f"/track/{other.tracking_code}/cases/{asked.pk}/").status_code == 404


def test_a_draft_with_gaps_is_not_shown_to_the_enterprise(province: Province, case: Case) -> None:
    rewrite_case(case=case, actor=province.xu, practice="")
    with pytest.raises(Refused, match="“主要做法”还没写"):
        ask_enterprise(case=case, actor=province.xu)


def test_nominating_asks_an_enterprise_that_nobody_has_asked(
    province: Province, written: Case
) -> None:
    nominate_case(case=written, actor=province.xu)
    assert again(written).standing == Standing.ASKED


# --- objecting ------------------------------------------------------------------------------------


def test_an_objection_needs_words_and_stops_nomination_and_selection(
    province: Province, asked: Case
) -> None:
    with pytest.raises(Refused, match="写一句哪里不对"):
        agree(province, asked, Reply.OBJECTED)
    agree(province, asked, Reply.OBJECTED, words="不是这么焊的。")
    with pytest.raises(Refused, match="企业不同意这样写：不是这么焊的"):
        nominate_case(case=asked, actor=province.xu)


def test_an_objection_stands_through_changes_and_silence_until_it_agrees(
    province: Province, asked: Case
) -> None:
    agree(province, asked, Reply.OBJECTED, words="不是这么焊的")
    changed = rewrite_case(case=again(asked), actor=province.xu, practice="先点固，再退焊。")
    assert changed.standing == Standing.ASKED_AGAIN
    with pytest.raises(Refused, match="不是这么焊的"):
        nominate_case(case=changed, actor=province.xu)

    assert wait_in_vain(changed).standing == Standing.OBJECTED
    ask_enterprise(case=changed, actor=province.xu)
    agree(province, changed)
    nominate_case(case=changed, actor=province.xu)
    assert again(changed).state == "nominated"


def test_an_objection_hides_a_public_case_and_recalls_the_book(
    province: Province, ready: Case, as_: SignIn
) -> None:
    choose(province, ready)
    publish(province)
    book = make_booklet(season=province.season, union=province.province, actor=province.fang)
    Booklet.objects.filter(pk=book.pk).update(released_at=timezone.now())
    assert as_("nobody").get(f"/cases/{ready.pk}/").status_code == 200

    agree(province, ready, Reply.OBJECTED, words="我们不想再登了")
    assert as_("nobody").get(f"/cases/{ready.pk}/").status_code == 404
    assert ready.title not in as_("nobody").get("/cases/").text
    assert not Booklet.objects.released().exists()
    assert cases_of(book) == []


def test_an_objection_during_the_notice_stops_publishing(province: Province, ready: Case) -> None:
    choose(province, ready)
    notice = put_up(province)
    agree(province, ready, Reply.OBJECTED, words="数字不对")
    past = timezone.localdate() - timedelta(days=1)
    PublicNotice.objects.update(opens_on=past, closes_on=past)
    notice.refresh_from_db()
    with pytest.raises(Refused, match="数字不对"):
        publish_notice(notice=notice, actor=province.fang)


# --- a changed text -------------------------------------------------------------------------------


def test_a_changed_text_is_asked_again_with_a_new_time_limit(
    province: Province, ready: Case
) -> None:
    changed = rewrite_case(case=ready, actor=province.xu, title="换一个顺序焊，罐体不再变形")
    assert changed.standing == Standing.ASKED
    assert changed.answer_due_at
    assert Notice.objects.filter(recipient=province.contact, url__endswith="/answer/").count() == 2


def test_changing_it_five_times_before_the_answer_notifies_once(
    province: Province, asked: Case
) -> None:
    for n in range(5):
        rewrite_case(case=asked, actor=province.xu, gist=f"焊后变形{n}")
    assert Notice.objects.filter(recipient=province.contact, url__endswith="/answer/").count() == 1


def test_other_photographs_are_asked_again_too(
    province: Province, ready: Case, photo: RecordPhoto
) -> None:
    assert choose_pictures(case=ready, photos=[photo], actor=province.xu).standing == "asked"


def test_nobody_agrees_to_a_text_they_did_not_see(province: Province, asked: Case) -> None:
    seen = asked.asked_at.isoformat() if asked.asked_at else ""
    rewrite_case(case=asked, actor=province.xu, practice="另写了一段。")
    with pytest.raises(TooLate, match="刚才改过"):
        agree(province, asked, seen=seen)
    assert again(asked).standing == Standing.ASKED


def test_the_page_shows_the_changed_text_and_takes_the_next_answer(
    province: Province, asked: Case, as_: SignIn
) -> None:
    page, client = f"/cases/{asked.pk}/answer/", as_("contact")
    seen = MARK.findall(client.get(page).text)[0]
    rewrite_case(case=asked, actor=province.xu, practice="另写了一段。")
    shown = client.post(page, {"reply": "masked", "seen": seen, "words": "同意"})
    assert shown.status_code == 422
    assert "刚才改过" in shown.text
    assert "另写了一段" in shown.text

    answer = {"reply": "masked", "seen": MARK.findall(shown.text)[0]}
    assert client.post(page, answer).status_code == 302
    assert again(asked).standing == Standing.AGREED


# --- silence --------------------------------------------------------------------------------------


def test_silence_is_recorded_shown_and_lets_publish_without_the_name(
    province: Province, asked: Case, as_: SignIn
) -> None:
    see(asked.engagement.need, "open")
    assert not record_silence(case=asked)
    silent = wait_in_vain(asked)
    assert silent.standing == Standing.SILENT
    assert Event.objects.get(verb=CaseVerb.ENTERPRISE_SILENT).data["days"] == ANSWER_DAYS
    assert "企业没有答复" in as_("xu").get(f"/cases/{asked.pk}/").text

    choose(province, silent)
    assert publish(province) == 1
    page = as_("nobody").get(f"/cases/{asked.pk}/").text
    assert MASKED in page
    assert FIRM not in page


def test_nothing_is_put_up_before_the_enterprise_has_answered(
    province: Province, asked: Case
) -> None:
    choose(province, asked)
    with pytest.raises(Refused, match="企业还没有答复"):
        put_up(province)


def test_a_holiday_gives_the_enterprise_a_day_more(province: Province, asked: Case) -> None:
    assert asked.answer_due_at
    last_day = timezone.localdate(asked.answer_due_at)
    set_holiday(actor=province.fang, day=last_day, is_workday=False, name="停电")
    after = again(asked).answer_due_at
    assert after
    assert workdays_between(last_day, timezone.localdate(after)) == 1


def test_a_need_for_unions_only_is_published_by_consent_never_by_silence(
    province: Province, asked: Case, as_: SignIn
) -> None:
    see(asked.engagement.need, "unions")
    silent = wait_in_vain(asked)
    choose(province, silent)
    with pytest.raises(Refused, match="只给工会看"):
        put_up(province)
    agree(province, silent, Reply.MASKED)
    assert publish(province) == 1
    page = as_("nobody").get(f"/cases/{asked.pk}/").text
    assert FIRM not in page
    assert f"/needs/{asked.engagement.need_id}/" not in page


def test_a_published_case_of_earlier_versions_about_a_need_for_unions_is_hidden(
    province: Province, ready: Case, as_: SignIn
) -> None:
    Case.objects.update(state="published", standing=Standing.NOT_ASKED, published_at=timezone.now())
    see(ready.engagement.need, "unions")
    assert as_("nobody").get(f"/cases/{ready.pk}/").status_code == 404


# --- the name -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "reply", "is_named"),
    [
        ("open", Reply.NAMED, True),
        ("open", Reply.MASKED, False),
        ("masked", Reply.NAMED, True),
        ("masked", Reply.MASKED, False),
        ("unions", Reply.NAMED, True),
        ("unions", Reply.MASKED, False),
    ],
)
def test_case_notice_list_card_and_book_name_the_enterprise_only_with_its_consent(
    province: Province, asked: Case, as_: SignIn, visibility: str, reply: Reply, is_named: bool
) -> None:
    see(asked.engagement.need, visibility)
    agree(province, asked, reply)
    choose(province, asked)
    put_up(province)
    client = as_("nobody")
    told = [client.get(address).text for address in (f"/cases/{asked.pk}/", "/cases/notice/")]
    assert [FIRM in page for page in told] == [is_named, is_named]
    assert [MASKED in page for page in told] == [not is_named, not is_named]
    assert client.get(f"/cases/{asked.pk}/card.png").status_code == 200
    assert client.get("/cases/", {"q": FIRM}).text.count(asked.title) == 0

    book = make_booklet(season=province.season, union=province.province, actor=province.fang)
    cases = cases_of(book)
    assert (FIRM in str(book_of(book, cases, {case.pk: [] for case in cases}))) == is_named


def test_the_text_may_not_tell_a_name_that_the_enterprise_keeps_back(
    province: Province, asked: Case
) -> None:
    name = asked.engagement.need.asker_label
    rewrite_case(case=asked, actor=province.xu, practice=f"师傅到{name}看了一件。")
    assert again(asked).practice == "师傅到××看了一件。"
    Case.objects.filter(pk=asked.pk).update(practice=f"师傅到{name}看了一件。")  # as stored before
    with pytest.raises(Refused, match="没有同意写明"):
        nominate_case(case=asked, actor=province.xu)
    agree(province, asked, Reply.NAMED)
    nominate_case(case=asked, actor=province.xu)
    assert again(asked).state == "nominated"


# --- the quotation --------------------------------------------------------------------------------


def test_a_quotation_is_taken_from_what_the_enterprise_wrote(
    province: Province, written: Case
) -> None:
    with pytest.raises(Refused, match="不能替它写"):
        rewrite_case(case=written, actor=province.xu, quote="工会真好！")
    shortened = rewrite_case(case=written, actor=province.xu, quote="他先看我们焊了一件")
    assert shortened.quote == "他先看我们焊了一件"
    assert rewrite_case(case=written, actor=province.xu, quote="").quote == ""


def test_the_enterprise_may_type_its_own(province: Province, asked: Case, as_: SignIn) -> None:
    agree(province, asked, Reply.MASKED, quote="省下的工时，我们看得见。")
    page = as_("xu").get(f"/cases/{asked.pk}/").text
    assert "“省下的工时，我们看得见。”" in page


def test_a_quotation_that_is_no_longer_its_own_is_not_printed(
    province: Province, ready: Case, as_: SignIn
) -> None:
    Confirmation.objects.update(words="改了口")
    assert "他先看我们焊了一件" not in as_("xu").get(f"/cases/{ready.pk}/").text


def test_what_a_union_wrote_when_it_confirmed_is_no_quotation(
    province: Province, served: Engagement
) -> None:
    Confirmation.objects.update(confirmed_by=province.xu, words="企业非常满意，感谢工会")
    assert draft_case(engagement=again_engaged(served), actor=province.xu).quote == ""


def again_engaged(engagement: Engagement) -> Engagement:
    return Engagement.objects.get(pk=engagement.pk)


def test_a_case_to_which_the_enterprise_objects_is_not_counted_as_chosen(
    province: Province, ready: Case
) -> None:
    choose(province, ready)
    before = count_season(province.season, province.province)["cases"].value
    agree(province, ready, Reply.OBJECTED, words="数字不对")
    after = count_season(province.season, province.province)["cases"].value
    assert (before, after) == (1, 0)
    with pytest.raises(Refused, match="数字不对"):
        put_up(province)


# --- an answer by telephone -------------------------------------------------------------------


def test_a_union_writes_down_what_the_enterprise_said_and_why(
    province: Province, asked: Case
) -> None:
    with pytest.raises(Refused, match="请写明为什么"):
        agree(province, asked, actor=province.xu)
    with pytest.raises(Refused, match="不能代写"):
        agree(province, asked, actor=province.xu, behalf_reason="电话里说的", quote="很好")
    agree(province, asked, Reply.MASKED, actor=province.xu, behalf_reason="电话里说的")
    told = again(asked)
    assert (told.standing, told.is_named) == (Standing.AGREED, False)
    assert (told.answered_for, told.behalf_reason) == ("德清县总工会", "电话里说的")
    event = Event.objects.get(verb=CaseVerb.ENTERPRISE_ANSWERED)
    assert "德清县总工会代沈女士" in sentence(event)
    texts = [notice.text for notice in Notice.objects.filter(recipient=province.contact)]
    assert any("工会代您答复了" in text for text in texts)
    agree(province, told, Reply.OBJECTED, words="不是这么焊的")  # its own word counts
    assert (again(asked).standing, again(asked).answered_for) == (Standing.OBJECTED, "")


def test_the_page_for_a_union_asks_for_the_reason_and_says_who_answered(
    province: Province, asked: Case, as_: SignIn
) -> None:
    page = f"/cases/{asked.pk}/answer/"
    assert page in as_("xu").get(f"/cases/{asked.pk}/").text
    form = as_("xu").get(page).text
    assert "代企业答复" in form
    assert "企业的话" not in form
    said = {"reply": "named", "seen": MARK.findall(form)[0]}
    assert as_("xu").post(page, said).status_code == 422
    assert as_("xu").post(page, {**said, "behalf_reason": "厂长电话里说的"}).status_code == 302
    assert "德清县总工会代答：厂长电话里说的" in as_("contact").get(f"/cases/{asked.pk}/").text
    assert as_("lu").get(page).status_code in (403, 404)  # a leader does not write for it
