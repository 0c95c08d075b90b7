"""One master under two numbers, on two rolls: the accounts become one, and so do the two rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.accounts.actions import merge_accounts
from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, propose
from hongmajia.people.actions import (
    create_team,
    pair_apprentice,
    put_back_on_roll,
    register_artisan,
    set_team_member,
    take_off_roll,
)
from hongmajia.people.models import Helper
from hongmajia.people.queries import events_of
from hongmajia.services.actions import record_service, schedule_visit
from hongmajia.services.models import Activity, Attendance, Certificate
from tests.actors import AT_ANY_TIME, Province, make_need, make_offer
from tests.people.test_apprentices import FACTS
from tests.services.conftest import DONE


def registered(province: Province, phone: str, **facts: Any) -> Helper:
    """Pan Daming on the roll of Deqing, or of another union."""
    values = {"union": province.deqing, "trade": "焊工", "region": province.mogan.region, **facts}
    return register_artisan(actor=province.fang, name="潘大明", phone=phone, **values)


@pytest.fixture
def kept(province: Province) -> Helper:
    """Pan on the roll of Deqing."""
    honour = {"title": "德清工匠", "year": 2020}
    facts = {"specialities": ["不锈钢焊接"], "honours": [honour]}
    return registered(province, "13700000041", **facts)


@pytest.fixture
def twin(province: Province) -> Helper:
    """The same person on the roll of Huzhou, under another number."""
    honours = [{"title": "德清工匠", "year": 2020}, {"title": "湖州市劳动模范", "year": 2021}]
    facts = {"specialities": ["焊接培训"], "workplace": "莫干精工", "honours": honours}
    return registered(province, "13700000042", union=province.huzhou, **facts)


def merge(province: Province, kept: Helper, twin: Helper) -> int:
    pair = {"kept": kept.answerer, "given_up": twin.answerer}
    return merge_accounts(actor=province.fang, reason="核对过身份证", **pair)


def engaged(province: Province, helper: Helper, **need: Any) -> Any:
    asked = propose(need=make_need(province, **need), helper=helper, actor=province.xu)
    return accept(engagement=asked, actor=helper.answerer)


def visited(province: Province, helper: Helper) -> Activity:
    """A visit of the helper that is over and recorded."""
    begun = timezone.now() - timedelta(hours=5)
    when = {"starts_at": begun, "ends_at": begun + timedelta(hours=4), "word": AT_ANY_TIME}
    engagement = engaged(province, helper, submitted_at=begun - timedelta(days=1))
    visit = schedule_visit(engagement=engagement, actor=helper.answerer, **when)
    party = {"helpers": [helper], "companions": []}
    record_service(activity=visit, actor=helper.answerer, party=party, **DONE)
    return visit


# --- nothing is lost ------------------------------------------------------------------------


def test_all_that_is_of_the_second_row_goes_over(
    province: Province, kept: Helper, twin: Helper
) -> None:
    visit = visited(province, twin)
    offer = make_offer(twin)
    paired = pair_apprentice(master=twin, actor=province.shen, **FACTS)
    paper = Certificate.objects.create(
        helper=twin, season=province.season, union=province.huzhou, issued_by=province.shen
    )
    person = kept.answerer
    merge(province, kept, twin)
    for row in (offer, paired, paper):
        row.refresh_from_db()
    attended, engagement = visit.attendances.get(), visit.engagements.get()
    for owner in (attended.helper, engagement.helper, offer.helper, paired.master, paper.helper):
        assert owner == kept
    kept.refresh_from_db()
    assert kept.answerer == person
    assert kept.specialities == ["不锈钢焊接", "焊接培训"]
    assert kept.workplace == "莫干精工"
    titles = kept.honours.values_list("title", flat=True)
    assert sorted(titles) == ["德清工匠", "湖州市劳动模范"]
    twin.refresh_from_db()
    assert (twin.is_active, twin.merged_into, twin.artisan.user) == (False, kept, None)


def test_the_log_of_both_rows_says_it(province: Province, kept: Helper, twin: Helper) -> None:
    make_offer(twin)
    merge(province, kept, twin)
    merged = Event.objects.filter(verb="helper.merged")
    assert {event.story for event in merged} == {kept.story, twin.story}
    assert sentence(merged[0]).startswith("方建民把名册上的两行潘师傅并成一行，")
    assert merged[0].note == "核对过身份证"
    assert events_of(kept).filter(verb="helper.registered").count() == 2


def test_the_page_of_the_second_row_leads_to_the_first(
    province: Province, kept: Helper, twin: Helper, client: Client
) -> None:
    merge(province, kept, twin)
    answer = client.get(reverse("helper", args=[twin.pk]))
    assert answer.headers["Location"] == reverse("helper", args=[kept.pk])
    with pytest.raises(WrongState, match="已并入"):
        put_back_on_roll(helper=twin, actor=province.fang)


def test_the_higher_role_in_a_team_stays(province: Province, kept: Helper, twin: Helper) -> None:
    both = create_team(
        actor=province.shen, leader=twin, name="焊接队", union=province.huzhou, trade="焊工"
    )
    set_team_member(team=both, artisan=kept, actor=province.shen, group="焊工组")
    other = create_team(actor=province.shen, name="钳工队", union=province.huzhou, trade="钳工")
    set_team_member(team=other, artisan=twin, actor=province.shen, group="一组")
    merge(province, kept, twin)
    seats = dict(kept.artisan.memberships.values_list("team__helper__name", "role"))
    assert seats == {"焊接队": "leader", "钳工队": "member"}
    both.team.refresh_from_db()
    assert both.team.leader == kept.artisan


def test_a_certificate_that_both_have_stays_genuine(
    province: Province, kept: Helper, twin: Helper
) -> None:
    for helper in (kept, twin):
        Certificate.objects.create(
            helper=helper, season=province.season, union=province.huzhou, issued_by=province.shen
        )
    merge(province, kept, twin)
    assert Certificate.objects.count() == 2


def test_a_row_on_the_roll_stays_rather_than_one_off_it(
    province: Province, kept: Helper, twin: Helper
) -> None:
    take_off_roll(helper=kept, actor=province.fang, reason="重复登记")
    person = kept.answerer
    merge(province, kept, twin)
    twin.refresh_from_db()
    assert twin.is_active
    assert twin.answerer == person, "the account that was chosen"


def test_the_page_says_that_the_rows_become_one(
    province: Province, kept: Helper, twin: Helper, client: Client
) -> None:
    client.force_login(province.fang, backend="django.contrib.auth.backends.ModelBackend")
    keys = [kept.answerer.pk, twin.answerer.pk]
    page = client.get(reverse("account_merge"), {"pair": keys}).text
    assert "名册上的两行也并成一行" in page
    assert "德清县总工会、湖州市总工会" in page


# --- what one person cannot have ------------------------------------------------------------


def refused(province: Province, kept: Helper, twin: Helper, because: str) -> None:
    """Merging is refused, and nothing is changed by it."""
    offer = make_offer(twin)
    with pytest.raises(Refused, match=because):
        merge(province, kept, twin)
    offer.refresh_from_db()
    assert offer.helper == twin
    assert twin.answerer.is_active


def test_two_live_engagements_for_one_need(province: Province, kept: Helper, twin: Helper) -> None:
    need = make_need(province, helpers_wanted=2)
    for helper in (kept, twin):
        propose(need=need, helper=helper, actor=province.xu)
    refused(province, kept, twin, "两行都接着“不锈钢焊接变形怎么减少”")


def test_the_same_activity_attended_twice(province: Province, kept: Helper, twin: Helper) -> None:
    visit = visited(province, kept)
    Attendance.objects.create(activity=visit, helper=twin)
    refused(province, kept, twin, "两行都参加了")


def test_the_same_apprentice(province: Province, kept: Helper, twin: Helper) -> None:
    for helper in (kept, twin):
        pair_apprentice(master=helper, actor=province.fang, **FACTS)
    refused(province, kept, twin, "徒弟吴小明，请先解除")


def test_a_master_and_their_apprentice(province: Province, kept: Helper, twin: Helper) -> None:
    facts = {**FACTS, "apprentice_user": twin.answerer}
    pair_apprentice(master=kept, actor=province.fang, **facts)
    refused(province, kept, twin, "吴小明是另一个账号的徒弟")


def test_two_masters_of_different_names(province: Province, kept: Helper) -> None:
    refused(province, kept, province.dong_helper, "姓名不一样")
