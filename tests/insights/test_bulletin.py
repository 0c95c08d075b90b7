"""The bulletin: an official paper drafted from figures and public problems."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.insights.actions import make_bulletin
from hongmajia.insights.bulletin import render_bulletin
from hongmajia.insights.models import Bulletin
from hongmajia.insights.stories import how_it_ended, who_came
from hongmajia.needs.models import Need
from hongmajia.papers import chinese_date
from hongmajia.people.enums import HelperKind
from hongmajia.unions.models import Target
from tests.actors import Province, make_need
from tests.insights.conftest import confirmed, served

AsUser = Callable[[Any], Client]
GIVEN = {"number": 3, "title": "劳模工匠志愿服务进展", "opening": "五月以来，各级工会加紧服务。",
         "distribution": "报：全国总工会\n发：各市总工会"}  # fmt: skip


@pytest.fixture
def issue(province: Province) -> Bulletin:
    """The third issue of the province: one confirmed public need, one that only unions see."""
    confirmed(province, served(province))
    make_need(province, title="只给工会看的", visibility="unions")
    Target.objects.create(
        season=province.season, union=province.province, indicator="sessions", amount=62
    )
    return make_bulletin(
        actor=province.fang, season=province.season, union=province.province, **GIVEN
    )


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_it_has_the_layout_of_an_official_paper(issue: Bulletin) -> None:
    today = timezone.localdate()
    lines = [line for line in paragraphs(render_bulletin(issue, today)) if line]
    assert lines[:5] == [
        "劳模工匠志愿服务简报",
        f"{issue.season.year}年第3期",
        f"浙江省总工会\t{chinese_date(today)}",
        "劳模工匠志愿服务进展",
        "五月以来，各级工会加紧服务。",
    ]
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、总体进展", "二、各地情况", "三、解决的问题", "四、下一步",
    ]  # fmt: skip
    assert lines[-2:] == ["报：全国总工会", "发：各市总工会"]


def test_page_and_rule_follow_the_standard(issue: Bulletin) -> None:
    paper = Document(io.BytesIO(render_bulletin(issue, timezone.localdate())))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    masthead = paper.paragraphs[2]._p
    edge = masthead.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert edge.get(qn("w:color")) == "D7000F"


def test_it_contains_the_figures_of_the_season(issue: Bulletin) -> None:
    text = "\n".join(paragraphs(render_bulletin(issue, timezone.localdate())))
    assert "征集需求2件，已对接1件，已解决1件；举办活动1场（技术攻关1场）" in text
    assert "劳模工匠服务1人次，服务企业1家；培训20人次，技能提升3人次" in text
    assert "经济效益12.5万元，满意度100%" in text
    assert "湖州征集2件、对接1件、解决1件、活动1场、企业1家" in text
    assert "活动场次还差29场，要抓紧补上" in text


def test_it_describes_only_public_problems(issue: Bulletin, province: Province) -> None:
    text = "\n".join(paragraphs(render_bulletin(issue, timezone.localdate())))
    assert "（一）不锈钢焊接变形怎么减少" in text
    assert "董师傅到现场服务。改对称分段退焊。企业确认已解决。" in text
    for secret in ("只给工会看的", province.mogan.name, "沈女士", "13812341234"):
        assert secret not in text


@pytest.mark.parametrize("state", ["accepted", "scheduled"])
def test_who_agreed_but_did_not_come_is_not_named(
    issue: Bulletin, province: Province, state: str
) -> None:
    need = Need.objects.get(state="confirmed")
    Engagement.objects.create(need=need, helper=province.zhou_helper, origin="claim", state=state)
    text = "\n".join(paragraphs(render_bulletin(issue, timezone.localdate())))
    assert "。董师傅到现场服务。" in text
    assert province.zhou_helper.public_name not in text


@pytest.mark.parametrize(
    ("helpers", "said"),
    [
        ("", ""),
        ("a", "董师傅到现场服务。"),
        ("aa", "董师傅和陈师傅到现场服务。"),
        ("aat", "董师傅、陈师傅和金蓝领服务队到现场服务。"),
        ("aaaa", "董师傅、陈师傅、李师傅等4位师傅到现场服务。"),
        ("aatt", "董师傅、陈师傅、金蓝领服务队等2位师傅、2支服务队到现场服务。"),
    ],
)
def test_helpers_are_named_as_an_office_writes(helpers: str, said: str) -> None:
    names = {"a": ["董师傅", "陈师傅", "李师傅", "王师傅"], "t": ["金蓝领服务队", "焊接服务队"]}
    kinds = {"a": HelperKind.ARTISAN, "t": HelperKind.TEAM}
    agreed = [
        SimpleNamespace(helper=SimpleNamespace(
            pk=n, kind=kinds[which], public_name=names[which][helpers[:n].count(which)]))
        for n, which in enumerate(helpers)
    ]  # fmt: skip
    assert who_came(agreed, []) == said


@pytest.mark.parametrize(
    ("state", "in_part", "said"),
    [
        ("confirmed", False, "企业确认已解决。"),
        ("confirmed", True, "企业确认部分解决。"),
        ("solved", False, "待企业确认。"),
        ("solved", True, "问题部分解决，待企业确认。"),
    ],
)
def test_what_is_solved_in_part_is_said_to_be(state: str, in_part: bool, said: str) -> None:
    assert how_it_ended(Need(state=state, is_part_solved=in_part)) == said


def test_a_part_is_told_apart_in_the_figures(issue: Bulletin) -> None:
    Need.objects.filter(state="confirmed").update(is_part_solved=True)
    text = "\n".join(paragraphs(render_bulletin(issue, timezone.localdate())))
    assert "已解决1件（其中部分解决1件）" in text
    assert "企业确认部分解决。" in text


def test_an_empty_season_still_makes_a_bulletin(province: Province) -> None:
    made = make_bulletin(
        actor=province.fang, season=province.season, union=province.province,
        **{**GIVEN, "opening": "", "distribution": ""},
    )  # fmt: skip
    lines = paragraphs(render_bulletin(made, timezone.localdate()))
    assert "二、下一步" in lines
    assert any("还没有征集到需求，也没有举办活动。" in line for line in lines)
    assert "请各级工会继续做好服务和回访。" in lines, "without targets none is said to be reached"


def test_a_number_is_used_once(issue: Bulletin, province: Province) -> None:
    with pytest.raises(ValidationError, match="这一期已经有了"):
        make_bulletin(actor=province.fang, season=province.season, union=province.province, **GIVEN)


def test_the_page_proposes_the_next_number_and_keeps_the_distribution(
    issue: Bulletin, province: Province, as_user: AsUser
) -> None:
    page = as_user(province.fang).get("/figures/bulletin/").content.decode()
    assert 'name="number" value="4"' in page
    assert "发：各市总工会" in page
    assert f'href="/figures/bulletins/{issue.pk}/"' in page


def test_making_one_is_logged_and_it_can_be_fetched(province: Province, as_user: AsUser) -> None:
    client = as_user(province.shen)
    client.post("/figures/bulletin/", {**GIVEN, "number": 1})
    made = Bulletin.objects.get()
    assert made.union == province.huzhou
    assert Event.objects.get(verb="bulletin.made").actor == province.shen
    answer = client.get(f"/figures/bulletins/{made.pk}/")
    assert "wordprocessingml" in answer.headers["Content-Type"]
    assert "湖州市总工会" in paragraphs(answer.content)[2]


def test_a_repeated_number_is_refused_and_the_input_kept(
    issue: Bulletin, province: Province, as_user: AsUser
) -> None:
    answer = as_user(province.fang).post("/figures/bulletin/", {**GIVEN, "title": "另一个标题"})
    assert answer.status_code == 422
    assert "这一期已经有了" in answer.content.decode()
    assert "另一个标题" in answer.content.decode()


@pytest.mark.parametrize(("actor", "status"), [("fang", 200), ("lin", 403), ("ren", 403),
                                               ("wu", 200), ("contact", 403)])  # fmt: skip
def test_cadres_make_it_leaders_do_not(
    province: Province, as_user: AsUser, actor: str, status: int
) -> None:
    answer = as_user(getattr(province, actor)).get("/figures/bulletin/")
    assert answer.status_code == status


def test_readers_of_the_unions_figures_may_download_it(
    issue: Bulletin, province: Province, as_user: AsUser
) -> None:
    address = f"/figures/bulletins/{issue.pk}/"
    assert as_user(province.fang).get(address).status_code == 200
    assert as_user(province.shen).get(address).status_code == 404
