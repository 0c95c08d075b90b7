"""Who reads the full name of an artisan who has not agreed to be named: pages by readers."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from docx import Document

from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.insights.registers import REGISTERS
from hongmajia.matching.enums import Change, RoundState
from hongmajia.matching.export import sheets_of
from hongmajia.matching.models import PlanRow, Round
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan
from hongmajia.services.agreement import agreement_of
from hongmajia.unions.models import User
from tests.actors import Province, make_need

pytestmark = pytest.mark.one_database("names are decided in Python")

FULL, SHORT = "周学军", "周师傅"
KEEPERS = {"wu", "fang"}
"""Cadres of the helper's union (Wucheng) and of the province above it."""
HOLDERS = {"xu", "shen", "lin"}
"""Staff of the union that holds the need (Deqing), and of the city above it."""


@pytest.fixture(autouse=True)
def zhou(province: Province) -> None:
    """An artisan of Wucheng, whom a need in Deqing was proposed to; they agreed to nothing."""
    province.zhou_helper.name = FULL
    province.zhou_helper.save()


@pytest.fixture
def engagement(province: Province) -> Engagement:
    need = make_need(province, NeedState.MATCHED)
    return Engagement.objects.create(
        need=need, helper=province.zhou_helper, origin=Origin.DISPATCH, opened_by=province.xu,
        state=EngagementState.ACCEPTED, due_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip


@pytest.fixture
def plan(province: Province, engagement: Engagement) -> Round:
    """A plan of the province with a row that was sent and one that was not."""
    made = Round.objects.create(
        season=province.season, union=province.huzhou, owner=province.shen, number=1,
        state=RoundState.READY,
    )  # fmt: skip
    PlanRow.objects.create(
        round=made,
        need=make_need(province),
        helper=province.zhou_helper,
        score=1,
        change=Change.NEW,
    )
    return made


def knows(client: Client, person: User | None, address: str) -> bool | None:
    """Whether the page has the full name; ``None`` if the artisan is not there."""
    client.logout()
    if person:
        client.force_login(person)
    answer = client.get(address)
    if answer.status_code != 200 or not (SHORT in answer.text or FULL in answer.text):
        return None
    return FULL in answer.text


PAGES: dict[str, tuple[Callable[[Province, Engagement], str], set[str]]] = {
    "the roll": (lambda p, e: "/artisans/", KEEPERS | {"zhou"}),
    "the artisan": (lambda p, e: f"/helpers/{e.helper_id}/", KEEPERS | {"zhou"}),
    "engagements": (lambda p, e: "/engagements/", KEEPERS | HOLDERS | {"zhou"}),
    "an engagement": (lambda p, e: f"/engagements/{e.pk}/", KEEPERS | HOLDERS | {"zhou"}),
    "the need": (lambda p, e: f"/needs/{e.need_id}/engagements/", KEEPERS | HOLDERS | {"zhou"}),
}


@pytest.mark.parametrize("which", PAGES)
def test_the_full_name_is_for_those_who_keep_the_roll_and_the_union_it_was_proposed_to(
    client: Client, province: Province, engagement: Engagement, which: str
) -> None:
    address, keepers = PAGES[which]
    seen = {
        name: knows(client, person, address(province, engagement))
        for name, person in province.actors.items()
    }
    readers = {name for name, full in seen.items() if full is not None}
    assert {name for name in readers if seen[name]} == keepers & readers
    assert keepers & readers


def test_with_consent_everybody_reads_it(client: Client, province: Province) -> None:
    Artisan.objects.filter(helper=province.zhou_helper).update(name_consent_at=timezone.now())
    assert knows(client, None, "/artisans/") is True


def test_the_board_names_as_the_roll_does_until_the_row_is_sent(
    client: Client, province: Province, engagement: Engagement, plan: Round
) -> None:
    """Zhou is not on the rolls of Huzhou."""
    board = f"/rounds/{plan.pk}/"
    assert knows(client, province.shen, board) is False
    assert knows(client, province.fang, board) is True
    row = plan.rows.get()
    other = Engagement.objects.create(
        need=row.need, helper=row.helper, origin=Origin.DISPATCH, state=EngagementState.PROPOSED,
        due_at=timezone.now(),
    )  # fmt: skip
    plan.rows.update(engagement=other)
    assert knows(client, province.shen, board) is True


def test_the_shortlist_shows_the_own_people_by_name(
    client: Client, province: Province, work: Callable[[], None]
) -> None:
    province.dong_helper.name = "董建国"
    province.dong_helper.save()
    listed = make_need(province, NeedState.LISTED)
    client.force_login(province.shen)
    page = client.get(f"/needs/{listed.pk}/shortlist/").text
    assert "董建国" in page
    assert FULL not in page


def test_the_exported_plan_names_as_the_board_does(province: Province, plan: Round) -> None:
    def names(reader: User) -> list[Any]:
        return [row[4] for row in sheets_of(plan, reader)[0].rows]

    assert (names(province.shen), names(province.fang)) == ([SHORT], [FULL])


def test_ledgers_name_by_the_rights_of_the_reader(
    province: Province, engagement: Engagement
) -> None:
    def helpers(reader: User) -> str:
        register = REGISTERS["needs"]
        [need] = register.all_of(Need.objects.filter(pk=engagement.need_id))
        (column,) = (c for c in register.columns if str(c.heading) == "师傅和团队")
        return column.text(need, reader)

    names = {name: helpers(getattr(province, name)) for name in ("xu", "wu", "lin", "contact")}
    assert names == {"xu": FULL, "wu": FULL, "lin": FULL, "contact": SHORT}


def test_an_agreement_has_it_once_both_sides_agreed(engagement: Engagement) -> None:
    def words(reader: Any) -> str:
        paper = Document(BytesIO(agreement_of(engagement, reader)))
        return "\n".join(paragraph.text for paragraph in paper.paragraphs)

    assert FULL in words(AnonymousUser())
    engagement.state = EngagementState.PROPOSED
    assert FULL not in words(AnonymousUser())
    assert FULL in words(engagement.opened_by)


def test_at_nomination_the_missing_consent_is_said(
    client: Client, province: Province, engagement: Engagement
) -> None:
    case = Case.objects.create(
        season=province.season, engagement=engagement, union=province.deqing, category=1,
        home_union=province.deqing, title="一个案例", state=CaseState.DRAFT,
        due_at=timezone.now(),
    )  # fmt: skip
    client.force_login(province.xu)
    said = f"{FULL}还没有同意公开姓名，案例和汇编里只写“{SHORT}”"
    assert said in client.get(f"/cases/{case.pk}/").text
    Artisan.objects.filter(helper=province.zhou_helper).update(name_consent_at=timezone.now())
    assert "还没有同意公开姓名" not in client.get(f"/cases/{case.pk}/").text
