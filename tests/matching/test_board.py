"""The pages of rounds: who sees them, what they show, what they cost."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from python_calamine import CalamineWorkbook

from hongmajia.core import progress
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.matching import actions
from hongmajia.matching.enums import RoundState
from hongmajia.matching.export import content_of
from hongmajia.matching.models import PlanRow, Round, Ruling, Unserved
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need
from tests.exports import HEAD, fetched

from .conftest import SignIn, ask

HTMX = {"HX-Request": "true"}
Work = Callable[[], None]

READ = ["round", "round_progress", "round_loads"]
ACT = ["round_rerun", "round_send", "round_shelve", "round_rule"]


# --- who ------------------------------------------------------------------------------------


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.parametrize("name_of_page", READ)
def test_cadres_and_leaders_of_the_union_and_above_read_the_plan_nobody_else(
    province: Province, plan: Round, as_: SignIn, name_of_page: str
) -> None:
    url = reverse(name_of_page, args=[plan.pk])
    answers = {name: as_(name).get(url).status_code for name in province.actors}
    assert {n for n, status in answers.items() if status == 200} == {"fang", "shen", "xu", "lin"}
    assert answers.pop("nobody") == 302
    assert set(answers.values()) == {200, 404}


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.parametrize("act", ACT)
def test_leaders_read_only_and_others_do_not_know_of_it(
    province: Province, plan: Round, as_: SignIn, act: str
) -> None:
    url = reverse(act, args=[plan.pk])
    assert as_("lin").post(url).status_code == 403
    assert {as_(name).post(url).status_code for name in ("wu", "lu", "dong", "stranger")} == {404}
    assert as_("nobody").post(url).status_code == 302
    assert as_("xu").get(url).status_code == 405
    assert Round.objects.get().state == RoundState.READY


def test_the_list_agrees_with_the_pages(province: Province, plan: Round, as_: SignIn) -> None:
    def listed(name: str) -> list[int]:
        return [row.pk for row in as_(name).get("/rounds/").context["page"].rows]

    assert {name: listed(name) for name in ("fang", "shen", "xu", "lin", "wu")} == {
        "fang": [plan.pk], "shen": [plan.pk], "xu": [plan.pk], "lin": [plan.pk], "wu": [],
    }  # fmt: skip
    for name in ("lu", "contact", "dong", "stranger"):
        assert as_(name).get("/rounds/").status_code == 403


def test_a_cadre_starts_a_round_for_his_own_subtree_only(
    province: Province, needs: list[Need], as_: SignIn, work: Work
) -> None:
    form = {"union": province.deqing.pk, "reach": "everyone"}
    answer = as_("wu").post("/rounds/new/", form)
    assert answer.status_code == 422
    assert not Round.objects.exists()
    assert as_("lin").get("/rounds/new/").status_code == 403

    answer = as_("shen").post("/rounds/new/", form)
    started = Round.objects.get()
    assert answer["Location"] == f"/rounds/{started.pk}/"
    assert (started.union, started.owner) == (province.deqing, province.shen)


def test_a_refused_start_stands_on_the_form(province: Province, as_: SignIn) -> None:
    answer = as_("xu").post("/rounds/new/", {"union": province.deqing.pk, "reach": "everyone"})
    assert answer.status_code == 422
    assert "没有等对接的需求" in answer.content.decode()


# --- waiting for the worker -----------------------------------------------------------------


def test_the_page_shows_how_far_the_worker_is_and_reloads_when_it_has_done(
    province: Province, needs: list[Need], as_: SignIn, work: Work
) -> None:
    started = actions.start_round(actor=province.xu, season=province.season, union=province.deqing)
    page = as_("xu").get(f"/rounds/{started.pk}/").content.decode()
    assert "正在算请谁去" in page
    assert f'hx-get="/rounds/{started.pk}/progress/"' in page
    progress.report(started.work, 12, 30)
    answer = as_("xu").get(f"/rounds/{started.pk}/progress/", headers=HTMX)
    assert "12件，共30件" in answer.content.decode()
    assert "HX-Refresh" not in answer

    work()
    answer = as_("xu").get(f"/rounds/{started.pk}/progress/", headers=HTMX)
    assert answer["HX-Refresh"] == "true"


def test_work_that_died_can_be_taken_up_again(
    province: Province, needs: list[Need], as_: SignIn, work: Work
) -> None:
    started = actions.start_round(actor=province.xu, season=province.season, union=province.deqing)
    assert as_("xu").post(f"/rounds/{started.pk}/rerun/").status_code == 409  # it is at work
    long_ago = timezone.now() - timedelta(hours=1)
    Round.objects.update(held_since=long_ago)
    assert "重新算" in as_("xu").get(f"/rounds/{started.pk}/").content.decode()
    assert as_("xu").post(f"/rounds/{started.pk}/rerun/").status_code == 302
    work()
    again = Round.objects.get(state=RoundState.READY)

    actions.send_round(round=again, actor=province.xu)
    DBTaskResult.objects.all().delete()  # the worker died with it
    assert as_("xu").post(f"/rounds/{again.pk}/send/").status_code == 409
    Round.objects.update(held_since=long_ago)
    caches["progress"].clear()
    assert "接着发" in as_("xu").get(f"/rounds/{again.pk}/").content.decode()
    assert as_("xu").post(f"/rounds/{again.pk}/send/").status_code == 302
    work()
    assert Engagement.objects.count() == 30


def test_a_failure_is_said_in_words_with_the_pins_that_stand_in_the_way(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    for row in plan.rows.all()[:4]:
        actions.rule_pair(
            round=plan, need=row.need, helper=province.zhou_helper, kind="pin", actor=province.xu
        )
    failed = actions.rerun_round(round=plan, actor=province.xu)
    work()
    page = as_("xu").get(f"/rounds/{failed.pk}/").content.decode()
    assert "周师傅被锁定4单，只能接3单" in page
    assert page.count("/free/") == 4
    free = reverse("round_free", args=[failed.pk, row.need_id, province.zhou_helper.pk])
    assert as_("xu").post(free).status_code == 302
    assert Ruling.objects.count() == 3


# --- the board ------------------------------------------------------------------------------


def test_the_board_tells_the_sums_the_rows_and_what_would_be_sent(
    province: Province, plan: Round, as_: SignIn
) -> None:
    page = as_("xu").get(f"/rounds/{plan.pk}/").content.decode()
    assert "30件需求，请谁去" in page
    assert "发出30份邀请" in page
    assert page.count("<tr id=") == 25
    assert "再看5件" in page
    assert page.count("btn-primary") == 1
    assert "和上一次" not in page


def test_the_next_rows_come_by_key_with_htmx_or_as_a_page(
    province: Province, plan: Round, as_: SignIn
) -> None:
    first = as_("xu").get(f"/rounds/{plan.pk}/")
    query = {"after": first.context["page"].next_key, "seen": 25}
    more = as_("xu").get(f"/rounds/{plan.pk}/", query, headers=HTMX)
    assert "<html" not in more.content.decode()
    rows = [row.pk for row in (*first.context["page"].rows, *more.context["page"].rows)]
    assert sorted(rows) == sorted(plan.rows.values_list("pk", flat=True))
    assert more.context["left"] == 0
    assert "<html" in as_("xu").get(f"/rounds/{plan.pk}/", query).content.decode()


def test_a_leader_sees_the_plan_without_buttons(
    province: Province, plan: Round, as_: SignIn
) -> None:
    page = as_("lin").get(f"/rounds/{plan.pk}/").content.decode()
    assert "30件需求" in page
    forms = page.split("<main")[1].split("</main>")[0].count("<form")
    assert (forms, f'action="/rounds/{plan.pk}/export/"' in page) == (1, True)


def test_a_ban_redraws_the_row_the_send_bar_and_the_sums(
    province: Province, plan: Round, as_: SignIn
) -> None:
    row = plan.rows.first()
    form = {"need": row.need_id, "helper": row.helper_id, "kind": "ban", "reason": "同村，请回避"}
    answer = as_("xu").post(f"/rounds/{plan.pk}/rule/", form, headers=HTMX)
    page = answer.content.decode()
    assert f'id="row-{row.pk}"' in page
    assert "待重算" in page
    assert "发出29份邀请" in page
    assert page.count('hx-swap-oob="true"') == 2
    assert "锁定0对 · 禁配1对" in page

    free = reverse("round_free", args=[plan.pk, row.need_id, row.helper_id])
    page = as_("xu").post(free, headers=HTMX).content.decode()
    assert "待重算" not in page
    assert "发出30份邀请" in page


def test_without_script_a_ruling_leads_back_to_the_board(
    province: Province, plan: Round, as_: SignIn
) -> None:
    row = plan.rows.order_by("-score", "-pk").first()  # on the first page
    form = {"need": row.need_id, "helper": row.helper_id, "kind": "pin"}
    answer = as_("xu").post(f"/rounds/{plan.pk}/rule/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"/rounds/{plan.pk}/")
    page = as_("xu").get(f"/rounds/{plan.pk}/").content.decode()
    assert page.count('aria-pressed="true"') == 1


def test_a_cadre_who_knows_better_pins_somebody_else(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    row = plan.rows.filter(helper__trade="焊工").select_related("need").first()
    url = f"/rounds/{plan.pk}/needs/{row.need_id}/"
    found = [candidate.helper for candidate in as_("xu").get(url).context["candidates"]]
    other = next(helper for helper in found if helper != row.helper)
    form = {"need": row.need_id, "helper": other.pk, "kind": "pin"}
    answer = as_("xu").post(f"/rounds/{plan.pk}/rule/", form, headers={"Referer": url})
    assert answer["Location"] == f"/rounds/{plan.pk}/"
    again = actions.rerun_round(round=plan, actor=province.xu)
    work()
    assert again.rows.get(need=row.need).helper == other

    assert as_("lin").get(url).status_code == 403
    assert as_("wu").get(url).status_code == 404
    elsewhere = make_need(province, union=province.wucheng)
    assert as_("xu").get(f"/rounds/{plan.pk}/needs/{elsewhere.pk}/").status_code == 404


def test_a_lifted_ruling_leads_back_to_the_tab_one_came_from(
    province: Province, plan: Round, as_: SignIn
) -> None:
    row = plan.rows.first()
    actions.rule_pair(round=plan, need=row.need, helper=row.helper, kind="pin", actor=province.xu)
    free = reverse("round_free", args=[plan.pk, row.need_id, row.helper_id])
    board = f"http://testserver/rounds/{plan.pk}/?tab=pinned"
    answer = as_("xu").post(free, headers={"Referer": board})
    assert answer["Location"] == f"/rounds/{plan.pk}/?tab=pinned"


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"reason": ""}, "为什么禁配"), ({"need": 0}, "不在这一轮里"), ({"kind": "x"}, "x")],
)
def test_a_refused_ruling_says_why_on_the_board(
    province: Province, plan: Round, as_: SignIn, changes: dict[str, Any], words: str
) -> None:
    row = plan.rows.first()
    form = {"need": row.need_id, "helper": row.helper_id, "kind": "ban", "reason": "回避"}
    browser = as_("xu")
    answer = browser.post(f"/rounds/{plan.pk}/rule/", {**form, **changes}, headers=HTMX)
    assert answer["HX-Redirect"] == f"/rounds/{plan.pk}/"
    assert words in browser.get(f"/rounds/{plan.pk}/").content.decode()
    assert not Ruling.objects.exists()


def test_a_need_of_another_round_cannot_be_ruled_on(
    province: Province, plan: Round, as_: SignIn
) -> None:
    elsewhere = make_need(province, union=province.wucheng)
    form = {"need": elsewhere.pk, "helper": province.dong_helper.pk, "kind": "pin"}
    as_("xu").post(f"/rounds/{plan.pk}/rule/", form)
    assert not Ruling.objects.exists()


def test_tabs_show_what_they_count(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    row = plan.rows.first()
    pair = {"need": row.need, "helper": row.helper, "actor": province.xu, "reason": "回避"}
    actions.rule_pair(round=plan, kind="ban", **pair)
    again = actions.rerun_round(round=plan, actor=province.xu)
    work()
    browser, url = as_("xu"), f"/rounds/{again.pk}/"
    tabs = {key: n for key, _label, n in browser.get(url).context["plan_tabs"]}
    assert (tabs[""], tabs["banned"], tabs["pinned"]) == (30, 1, 0)
    assert len(browser.get(url, {"tab": "changed"}).context["page"].rows) == tabs["changed"]
    assert len(browser.get(url, {"tab": "low"}).context["page"].rows) == tabs["low"]
    banned = browser.get(url, {"tab": "banned"}).content.decode()
    assert "回避" in banned
    assert "徐芳" in banned
    assert browser.get(url, {"tab": "nonsense"}).status_code == 200


def test_the_unserved_come_first_with_cause_and_remedy(
    province: Province, work: Work, as_: SignIn
) -> None:
    province.dong_helper.online_ok = False
    province.dong_helper.save()
    for number in range(2):
        make_need(province, title=f"在线问焊接{number}", mode=OfferMode.ONLINE)
    Helper.objects.exclude(pk=province.dong_helper.pk).update(is_active=False)
    started = actions.start_round(actor=province.xu, season=province.season, union=province.deqing)
    work()
    page = as_("xu").get(f"/rounds/{started.pk}/").content.decode()
    assert "还没人的2件" in page
    assert "等2件" in page
    assert "改现场" in page
    left = Unserved.objects.select_related("need").first()
    url = reverse("round_both_modes", args=[started.pk, left.need_id])
    assert as_("wu").post(url).status_code == 404
    assert as_("xu").post(url).status_code == 302
    left.need.refresh_from_db()
    assert left.need.mode == OfferMode.BOTH


def test_a_ban_that_leaves_nobody_can_be_lifted_from_the_cause(
    province: Province, work: Work, as_: SignIn
) -> None:
    need = make_need(province)
    Helper.objects.exclude(pk=province.dong_helper.pk).update(is_active=False)
    Ruling.objects.create(
        need=need, helper=province.dong_helper, kind="ban", reason="同村", ruled_by=province.xu
    )
    started = actions.start_round(actor=province.xu, season=province.season, union=province.deqing)
    work()
    page = as_("xu").get(f"/rounds/{started.pk}/").content.decode()
    assert "解除禁配" in page
    free = reverse("round_free", args=[started.pk, need.pk, province.dong_helper.pk])
    assert as_("xu").post(free).status_code == 302
    assert not Ruling.objects.exists()


def test_the_loads_count_the_plan_on_top_of_what_is_taken(
    province: Province, plan: Round, as_: SignIn
) -> None:
    loads = {str(load.helper): load for load in as_("xu").get(
        f"/rounds/{plan.pk}/loads/").context["loads"]}  # fmt: skip
    planned = plan.rows.filter(helper=province.dong_helper).count()
    assert (loads["董师傅"].used, loads["董师傅"].capacity) == (planned, 3)
    beside = as_("xu").get(f"/rounds/{plan.pk}/loads/", headers=HTMX)
    assert len(beside.context["loads"]) == 6
    assert "<html" not in beside.content.decode()


def test_the_comparison_page_shows_changes_or_everything(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    assert as_("xu").get(f"/rounds/{plan.pk}/compare/").status_code == 302  # nothing before it
    row = plan.rows.first()
    actions.rule_pair(
        round=plan, need=row.need, helper=row.helper, kind="ban", actor=province.xu, reason="回避"
    )
    again = actions.rerun_round(round=plan, actor=province.xu)
    work()
    url = f"/rounds/{again.pk}/compare/"
    assert row.need in [line.need for line in as_("xu").get(url).context["rows"]]
    assert len(as_("xu").get(url, {"tab": "all"}).context["rows"]) == 25
    assert as_("wu").get(url).status_code == 404


def test_sending_and_shelving_from_the_page(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    assert as_("xu").post(f"/rounds/{plan.pk}/shelve/")["Location"] == "/rounds/"
    assert as_("xu").post(f"/rounds/{plan.pk}/send/")["Location"] == f"/rounds/{plan.pk}/"
    assert "正在发出邀请" in as_("xu").get(f"/rounds/{plan.pk}/").content.decode()
    work()
    page = as_("xu").get(f"/rounds/{plan.pk}/").content.decode()
    assert "发出30份邀请。" in page
    assert "等师傅答复" in page
    assert Engagement.objects.count() == 30
    assert as_("xu").post(f"/rounds/{plan.pk}/send/").status_code == 409


def test_the_workbook_holds_the_plan_and_the_unserved(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    content = fetched(as_("xu"), work, f"/rounds/{plan.pk}/export/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["请谁去", "还没人"]
    rows = book.get_sheet_by_name("请谁去").to_python()[HEAD:]
    assert len(rows) == 31
    row = plan.rows.select_related("need__season").order_by("-score", "-pk").first()
    assert rows[1][:2] == [row.need.number, row.need.title]
    assert rows[1][4] == row.helper.name, "in full for the staff of the union"


def test_the_plan_has_numbers_to_call_for_those_who_ask_and_each_is_logged(
    province: Province, plan: Round, as_: SignIn, work: Work
) -> None:
    row = plan.rows.with_details().order_by("-score", "-pk").first()
    content = fetched(as_("xu"), work, f"/rounds/{plan.pk}/export/?phones=1")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    said = dict(zip(*rows[HEAD : HEAD + 2], strict=True))
    assert said["企业联系人"] == row.need.contact_name
    assert said["联系人手机号"] == row.need.contact_phone
    assert said["师傅手机号"] == "", "the helper is of another union, whose staff has the number"
    seen = Event.objects.filter(verb=NeedVerb.REVEALED, actor=province.xu)
    assert seen.filter(story=row.need.story).exists()


# --- what it costs --------------------------------------------------------------------------


def planned(province: Province, count: int) -> Round:
    """A plan of ``count`` rows, a helper each, without asking the engine."""
    round_ = Round.objects.create(
        season=province.season, union=province.deqing, number=1, state=RoundState.READY,
        owner=province.xu, seconds=1.0,
    )  # fmt: skip
    reasons = [{"code": "near", "params": {"km": 5}, "favours": True, "points": 1.0}]
    for number in range(count):
        helper = artisan(f"陈{number}", "焊工", province.huzhou, "330502")
        PlanRow.objects.create(
            round=round_, need=ask(province, 0, number), helper=helper, score=0.5, reasons=reasons
        )
        Unserved.objects.create(
            round=round_, need=ask(province, 1, number), helper=helper,
            cause={"code": "all_full", "params": {"count": 2, "helper": "陈师傅"}},
            remedy={"code": "add_capacity", "params": {"helper": "陈师傅"}},
        )  # fmt: skip
        Ruling.objects.create(
            need=ask(province, 2, number), helper=helper, kind="pin", ruled_by=province.xu
        )
    return round_


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize(
    ("part", "queries"),
    [("", 10), ("?tab=pinned", 9), ("?tab=low", 10), ("loads/", 8)],
)
def test_each_page_of_a_plan_costs_the_same_for_one_and_for_fifty_rows(
    province: Province, as_: SignIn, rows: int, part: str, queries: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    url = f"/rounds/{planned(province, rows).pk}/{part}"
    browser = as_("xu")
    browser.get(url)
    with django_assert_num_queries(queries):
        assert browser.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 50])
def test_the_workbook_of_a_plan_costs_the_same_for_one_and_for_fifty_rows(
    province: Province, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    round_ = planned(province, rows)
    with django_assert_max_num_queries(8):
        content = content_of(province.xu, QueryDict(f"round={round_.pk}"))
        assert content.total == sum(len(list(sheet.rows)) for sheet in content.sheets) == 2 * rows


@pytest.mark.parametrize("rounds", [1, 50])
def test_the_list_of_rounds_costs_the_same_for_one_and_for_fifty(
    province: Province, as_: SignIn, rounds: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(rounds):
        Round.objects.create(
            season=province.season, union=province.deqing, number=number, owner=province.xu
        )
    browser = as_("xu")
    browser.get("/rounds/")
    with django_assert_num_queries(11):
        browser.get("/rounds/")


@pytest.mark.parametrize("rows", [1, 50])
def test_the_comparison_costs_the_same_for_one_and_for_fifty(
    province: Province, as_: SignIn, rows: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    before = planned(province, rows)
    now = Round.objects.create(
        season=province.season, union=province.deqing, number=2, state=RoundState.READY,
        owner=province.xu, before=before,
    )  # fmt: skip
    browser = as_("xu")
    browser.get(f"/rounds/{now.pk}/compare/")
    with django_assert_num_queries(10):
        browser.get(f"/rounds/{now.pk}/compare/")
