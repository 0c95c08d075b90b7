"""Lasting pairings of a master with an enterprise: pages, import, figure, interface."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.spreadsheets import read_table
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.notices.models import Notice
from hongmajia.people.actions import end_tie, take_off_roll, tie_firm
from hongmajia.people.models import FirmTie
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook

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


# --- from a spreadsheet -------------------------------------------------------------------------


def row(helper: str, firm: str, since: str = "2026-03-01") -> dict[str, str]:
    return {"谁长期帮": helper, "企业": firm, "长期帮什么": "焊接，每月一次", "从哪天起": since}


def brought(actor: Any, *rows: dict[str, str]) -> Any:
    """What the import says of these rows."""
    file = uploaded(workbook(list(rows[0]), *(list(one.values()) for one in rows)))
    return check(importer_of("firm_ties"), read_table(file), actor)


def test_pairings_come_in_from_a_spreadsheet(province: Province) -> None:
    """A master by name, a team by name, an enterprise by its code."""
    team = province.team
    found = brought(
        province.fang, row(province.dong_helper.name, province.mogan.name),
        row(team.name, province.mogan.credit_code),
    )  # fmt: skip
    assert found.faults == []
    forms = [form for _row, form in found.forms]
    importer = importer_of("firm_ties")
    made = importer.apply_all(forms, province.fang)
    assert [(one.helper, one.enterprise, one.since) for one in made] == [
        (province.dong_helper, province.mogan, date(2026, 3, 1)),
        (team, province.mogan, date(2026, 3, 1)),
    ]
    assert Notice.objects.filter(recipient=province.dong).exists()
    assert importer.link_to(made[0])[0] == f"{province.dong_helper.name} – {province.mogan.name}"


def test_rows_that_mean_nobody_or_a_pair_that_is_there(province: Province) -> None:
    tie(province)
    found = brought(
        province.fang, row(province.dong_helper.name, province.mogan.name),
        row("没这个人", province.mogan.name),
        row(province.dong_helper.name, "没有这家"),
        row(province.team.name, province.mogan.name, "某天"),
    )  # fmt: skip
    assert [(one.row, one.column) for one in found.faults] == [
        (2, "企业"), (3, "谁长期帮"), (4, "企业"), (5, "从哪天起"),
    ]  # fmt: skip
    assert found.faults[0].message == "他们已经长期结对了，请删掉这一行。"


def test_a_day_to_come_is_told_of_before_anything_is_written(province: Province) -> None:
    """As on the page; today is no day to come."""
    today = timezone.localdate()
    later = (today + timedelta(days=1)).isoformat()
    found = brought(
        province.fang, row(province.dong_helper.name, province.mogan.name, later),
        row(province.team.name, province.mogan.name, today.isoformat()),
    )  # fmt: skip
    (fault,) = found.faults
    assert (fault.row, fault.column, fault.message) == (2, "从哪天起", "日期还没到。")


# --- the figure -----------------------------------------------------------------------------------


def test_a_pairing_counts_while_it_lasts_and_opens_to_itself(
    province: Province, as_: SignIn
) -> None:
    """One that lasts, one that ended before the season, one of another union."""
    first = province.season.stages.order_by("starts").first().starts
    made = tie(province, since=first - timedelta(days=400))
    FirmTie.objects.create(
        helper=province.team, enterprise=province.mogan, aim="电气",
        since=first - timedelta(days=400), ended_on=first - timedelta(days=1),
    )  # fmt: skip
    scope = Scope(province.season, province.province)
    assert list(BY_NAME["ties"].records(scope)) == [made]
    there = replace(scope, union=province.wucheng)
    assert Tally(there, [BY_NAME["ties"]]).value(BY_NAME["ties"]) == 0
    page = as_("fang").get(f"/figures/ties/{scope.address()}").text
    assert "董" in page
    assert made.aim in page


# --- the interface --------------------------------------------------------------------------------


def test_a_program_reads_and_notes_pairings(province: Province, as_: SignIn) -> None:
    """Whoever keeps the roll; the same refusals as on the page."""
    browser, path = as_("shen"), f"/api/helpers/{province.dong_helper.pk}/firms"
    body = {"enterprise": province.mogan.pk, "aim": "焊接工艺", "since": "2026-03-01"}
    token = browser.get("/desk/").context["csrf_token"]
    send = {"content_type": "application/json", "headers": {"X-CSRFToken": str(token)}}
    made = browser.post(path, body, **send)
    assert (made.status_code, made.json()["since"]) == (201, "2026-03-01"), made.text
    (read,) = browser.get(path).json()
    assert (read["enterprise"], read["ended_on"]) == (province.mogan.pk, None)
    again = browser.post(path, body, **send)
    assert (again.status_code, "已经长期结对" in again.text) == (409, True)
    assert browser.get(f"/api/helpers/{province.dong_helper.pk}/apprentices").json() == []
