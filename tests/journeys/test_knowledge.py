"""From one problem to a kind of problem: read, tried, asked on, answered, printed, in the book."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from hongmajia.cases.models import Booklet
from hongmajia.cases.printing import print_booklet
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.scope import Scope
from hongmajia.knowledge.models import Answer, ProblemKind, Trial
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season
from tests.actors import Province, artisan, make_need, user
from tests.cases.conftest import serve
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "焊不锈钢罐体变形厉害，焊完要花很长时间校平"
STEPS = "点固加密到60mm，从中间往两头点\n分段退焊，跳着焊"


@pytest.fixture
def solved(province: Province) -> Engagement:
    """Dong solved it last year; the enterprise lets others read how. That year is closed."""
    engagement = serve(province, case_consent=False, way_consent=True)
    then = timezone.now() - timedelta(days=365)
    last_year = Season.objects.create(
        name="2025年劳模工匠志愿服务月", year=2025, union=province.province,
        number_prefix="浙2025", closed_at=then,
    )  # fmt: skip
    Need.objects.filter(pk=engagement.need_id).update(season=last_year, submitted_at=then)
    return engagement


@pytest.fixture
def asked(province: Province) -> list[Need]:
    """Two more have the problem this year, and the worker found that."""
    needs = [make_need(province, title=title) for title in ("罐体焊接变形", "水箱焊后走样")]
    problem = CommonProblem.objects.create(season=province.season, closeness=0.6, words=["焊接"])
    for rank, need in enumerate(needs):
        ProblemNeed.objects.create(problem=problem, need=need, rank=rank)
    return needs


@pytest.fixture
def ding(province: Province) -> Helper:
    return artisan("丁师傅", "焊工", province.huzhou, "330502", user("ding", "丁师傅"))


def test_from_one_problem_to_one_kind_of_problem(
    province: Province, solved: Engagement, asked: list[Need], ding: Helper, open_as: OpenAs,
    examine: Examine,
) -> None:  # fmt: skip
    it_worked_for_one(open_as(None, PHONE), examine)
    another_asks_on(open_as(None, PHONE), examine)
    whoever_asks_the_same_is_followed(open_as(None, PHONE), asked[0])
    scope = Scope(province.season, province.province)
    assert BY_NAME["self_solved"].records(scope).count() == 1
    assert BY_NAME["needs_solved"].records(scope).count() == 0  # it is no solved need

    xu = open_as(province.xu)
    confirm_the_kind(xu, solved, asked, examine)
    ask_the_masters(xu, examine)
    dong = open_as(province.dong, PHONE)
    write_the_answer(dong, examine)
    review_it(open_as(ding.answerer, PHONE), examine)
    publish_it(xu, examine)
    stranger = open_as(None, PHONE)
    read_the_answer(stranger, asked[0], examine)
    print_the_leaflet(stranger)
    find_it_in_the_book(province)


def type_it(phone: Page) -> None:
    phone.goto("/needs/ask/")
    phone.get_by_label("遇到了什么问题").fill(TYPED)
    expect(phone.get_by_role("heading", name=re.compile("别家这样解决过"))).to_be_visible()


def it_worked_for_one(worker: Page, examine: Examine) -> None:
    type_it(worker)
    expect(worker.locator("#likes")).to_contain_text("先点固对角")
    expect(worker.locator("#likes")).to_contain_text("1.5mm")
    examine(worker)
    worker.get_by_role("link", name="不锈钢焊接变形怎么减少").click()
    expect(worker.get_by_role("heading", name="怎么解的")).to_be_visible()
    expect(worker.locator("main")).not_to_contain_text("莫干精工")
    examine(worker)
    worker.get_by_role("button", name="照做管用").click()
    expect(worker.get_by_role("heading", level=1)).to_have_text("太好了，记下了")
    examine(worker)
    worker.get_by_label("原来").fill("5mm")
    worker.get_by_label("现在").fill("2mm")
    worker.get_by_label("在哪里").select_option("330521")
    worker.get_by_text("放到公开的页上").click()
    worker.get_by_role("button", name="交", exact=True).click()
    expect(worker.get_by_text("湖州德清一家企业")).to_be_visible()


def another_asks_on(worker: Page, examine: Examine) -> None:
    type_it(worker)
    worker.get_by_role("link", name="不锈钢焊接变形怎么减少").click()
    worker.get_by_role("button", name="不管用，继续提").click()
    expect(worker.get_by_text("这个办法在您这里不管用")).to_be_visible()
    expect(worker.get_by_label("遇到了什么问题")).to_have_value(TYPED)  # nothing is typed again
    examine(worker)
    assert sorted(Trial.objects.values_list("worked", flat=True)) == [False, True]


def whoever_asks_the_same_is_followed(worker: Page, need: Need) -> None:
    type_it(worker)
    worker.get_by_role("link", name=re.compile(f"一起跟，解决了告诉我.*{need.title}")).click()
    worker.get_by_label("怎么称呼您").fill("李先生")
    worker.get_by_label("手机号").fill("13812341239")
    worker.get_by_role("button", name="解决了告诉我").click()
    expect(worker.get_by_text("这件解决了会告诉您")).to_be_visible()
    assert need.same_problems.get().name == "李先生"


def confirm_the_kind(xu: Page, solved: Engagement, asked: list[Need], examine: Examine) -> None:
    xu.goto(f"/problems/{CommonProblem.objects.get().pk}/")
    xu.get_by_role("link", name="认定成一类问题").click()
    examine(xu)
    xu.get_by_label("叫什么").fill("不锈钢焊接变形")
    xu.get_by_label("一句话说清是什么问题").fill("薄板焊完翘起")
    for need in asked:
        expect(xu.get_by_role("checkbox", name=need.title)).to_be_checked()
    xu.get_by_role("checkbox", name=solved.need.title).check()
    xu.get_by_role("button", name="认定").click()
    expect(xu.get_by_text("提过3件")).to_be_visible()
    examine(xu)


def ask_the_masters(xu: Page, examine: Examine) -> None:
    xu.get_by_role("link", name="请师傅写标准答案").click()
    xu.get_by_role("group", name=re.compile("请谁写")).get_by_text("董师傅").click()
    xu.get_by_role("group", name=re.compile("请谁审")).get_by_text("丁师傅").click()
    examine(xu)
    xu.get_by_role("button", name="请这两位").click()
    expect(xu.locator(".page-h")).to_contain_text("等执笔的师傅答应")


def write_the_answer(dong: Page, examine: Examine) -> None:
    dong.goto("/desk/")
    dong.get_by_role("link", name=re.compile("不锈钢焊接变形$")).first.click()
    dong.get_by_role("button", name="我来写").click()
    dong.get_by_role("link", name="写", exact=True).click()
    dong.get_by_label("先看是不是这种").fill("薄板，焊完翘起。")
    dong.get_by_label("怎么做").fill(STEPS)
    dong.get_by_label("什么时候不管用").fill("厚板效果小。问沈女士，13812341234。")
    dong.get_by_role("checkbox", name="不锈钢焊接变形怎么减少").check()
    examine(dong)
    dong.get_by_role("button", name="存", exact=True).click()
    expect(dong.get_by_text("自动隐去的")).to_be_visible()
    dong.get_by_role("button", name="写好了，请另一位师傅审").click()
    expect(dong.locator(".page-h")).to_contain_text("等另一位师傅审")


def review_it(ding: Page, examine: Examine) -> None:
    ding.goto(f"/answers/{Answer.objects.get().pk}/")
    ding.get_by_role("link", name="审", exact=True).click()
    examine(ding)
    ding.get_by_text("写得对，可以发布").click()
    ding.get_by_role("button", name="交", exact=True).click()
    expect(ding.locator(".page-h")).to_contain_text("审过了，等发布")


def publish_it(xu: Page, examine: Examine) -> None:
    xu.goto(f"/answers/{Answer.objects.get().pk}/")
    xu.get_by_role("link", name="看过，发布").click()
    expect(xu.get_by_text("什么时候不管用里2处")).to_be_visible()
    expect(xu.locator("main")).not_to_contain_text("13812341234")
    examine(xu)
    xu.get_by_role("button", name="发布", exact=True).click()
    expect(xu.get_by_text("有标准答案")).to_be_visible()


def read_the_answer(stranger: Page, need: Need, examine: Examine) -> None:
    """From a need of the kind, and while typing."""
    stranger.goto(f"/needs/{need.pk}/")
    stranger.get_by_role("link", name="不锈钢焊接变形", exact=True).click()
    expect(stranger.locator(".answer-of")).to_contain_text("点固加密到60mm")
    expect(stranger.locator(".answer-of")).to_contain_text("丁师傅审过，德清县总工会发布")
    examine(stranger)
    stranger.get_by_role("button", name="照做管用").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("太好了，记下了")
    type_it(stranger)
    expect(stranger.locator("#likes")).to_contain_text("有标准答案")


def print_the_leaflet(stranger: Page) -> None:
    answer = stranger.request.get(f"/kinds/{ProblemKind.objects.get().pk}/leaflet.pdf")
    (sheet,) = PdfReader(io.BytesIO(answer.body())).pages
    assert "点固加密" in sheet.extract_text()


def find_it_in_the_book(province: Province) -> None:
    book: Any = Booklet.objects.create(
        season=province.season, union=province.province, title="优秀案例汇编",
        owner=province.fang, printed_on=timezone.localdate(),
    )  # fmt: skip
    files = print_booklet(book)
    book.pdf.save("book.pdf", ContentFile(files.pdf))
    with book.pdf.open() as file:
        text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "一类问题的标准答案" in text
    assert "薄板焊完翘起" in text
