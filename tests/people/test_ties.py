"""Lasting pairings of a master with an enterprise: both are told, and each page shows its side."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.models import Notice
from hongmajia.people.actions import end_tie, take_off_roll, tie_firm
from hongmajia.people.models import FirmTie
from tests.actors import Province

SignIn = Callable[[str], Client]


def tie(province: Province, **changes: Any) -> FirmTie:
    """Dong looks after 莫干精工."""
    facts = {
        "helper": province.dong_helper, "enterprise": province.mogan, "actor": province.xu,
        "aim": "焊接工艺，每月去一次", "since": timezone.localdate() - timedelta(days=9),
    }  # fmt: skip
    return tie_firm(**{**facts, **changes})


def test_both_sides_are_told_and_see_it(province: Province, as_: SignIn) -> None:
    tie(province)
    told = Notice.objects.filter(recipient__in=[province.dong, province.contact])
    assert {str(notice.recipient) for notice in told} >= {str(province.dong), str(province.contact)}
    page = f"/helpers/{province.dong_helper.pk}/"
    assert "莫干精工" in as_("dong").get(page).text
    public = as_("nobody").get(page).text
    assert ("长期结对的企业" in public, "莫干精工" in public) == (True, False)
    beside = as_("contact").get(f"/enterprises/{province.mogan.pk}/masters/").text
    assert "董师傅" in beside
    assert "焊接工艺，每月去一次" in beside


def test_a_cadre_pairs_and_ends_it_with_a_reason(province: Province, as_: SignIn) -> None:
    browser, helper = as_("shen"), province.dong_helper
    sent = {"enterprise": province.mogan.name, "aim": "焊接", "since": timezone.localdate()}
    assert browser.post(f"/helpers/{helper.pk}/firms/new/", sent).status_code == 302
    (made,) = helper.firm_ties.all()
    wrong = browser.post(f"/helpers/{helper.pk}/firms/new/", {**sent, "enterprise": "没有这家"})
    assert (wrong.status_code, "没有登记过" in wrong.text) == (422, True)
    assert browser.post(f"/firm-ties/{made.pk}/end/", {"reason": ""}).status_code == 422
    assert browser.post(f"/firm-ties/{made.pk}/end/", {"reason": "企业搬走了"}).status_code == 302
    made.refresh_from_db()
    assert made.ended_on == timezone.localdate()
    assert "长期结对的企业" not in as_("nobody").get(f"/helpers/{helper.pk}/").text
    assert "董师傅" in as_("shen").get(f"/enterprises/{province.mogan.pk}/masters/").text


def test_what_cannot_be_paired(province: Province) -> None:
    first = tie(province)
    with pytest.raises(Refused, match="已经长期结对"):
        tie(province)
    end_tie(tie=first, actor=province.xu, reason="换人")
    with pytest.raises(WrongState, match="已经结束"):
        end_tie(tie=first, actor=province.xu, reason="换人")
    tie(province)
    with pytest.raises(Refused, match="日期还没到"):
        tie(province, since=timezone.localdate() + timedelta(days=1))
    take_off_roll(helper=province.team, actor=province.fang, reason="解散")
    with pytest.raises(Refused, match="移出名册"):
        tie(province, helper=province.team)


@pytest.mark.parametrize("many", [1, 50])
def test_the_page_of_a_helper_costs_the_same_with_many(
    province: Province, as_: SignIn, many: int, django_assert_max_num_queries: Any
) -> None:
    day = timezone.localdate()
    FirmTie.objects.bulk_create(
        FirmTie(helper=province.dong_helper, enterprise=province.mogan, aim="焊接", since=day,
                ended_on=day if n else None)
        for n in range(many)
    )  # fmt: skip
    browser = as_("contact")
    with django_assert_max_num_queries(12):
        browser.get(f"/enterprises/{province.mogan.pk}/masters/")
