"""Licences and insurances: who holds what on a day, entering, importing, renewing, looking up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.core.models import Event
from hongmajia.people.actions import insure, save_licence
from hongmajia.people.enums import LicenceKind, TeamRole
from hongmajia.people.fitness import insurance_of, lacking, licences_held
from hongmajia.people.imports import ArtisanImport
from hongmajia.people.licences import read_licences
from hongmajia.people.models import Helper, Insurance, Licence, TeamMembership
from hongmajia.people.tasks import remind_of_ending
from hongmajia.portal.waiting.renewals import RENEWALS
from tests.actors import Province
from tests.engagements.conftest import told
from tests.needs.conftest import As

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 12)
WELDING, ELECTRICIAN = LicenceKind.WELDING, LicenceKind.ELECTRICIAN


def licence(helper: Helper, kind: str = "welding", **facts: Any) -> Licence:
    return Licence.objects.create(artisan=helper.artisan, kind=kind, **facts)


def cover(days: int = 30, **side: Any) -> Insurance:
    """An insurance from today for ``days`` days."""
    today = timezone.localdate()
    return Insurance.objects.create(
        number="PA330500-2026-0001", insurer="某某财产保险", valid_from=today,
        valid_until=today + timedelta(days=days), **side,
    )  # fmt: skip


# --- what holds on a day --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "held"),
    [(None, True), (TODAY, True), (TODAY - timedelta(days=1), False)],
)
def test_a_licence_holds_to_its_last_day(province: Province, until: date, held: bool) -> None:
    licence(province.dong_helper, valid_until=until)
    found = licences_held(Helper.objects.all(), TODAY)
    assert (province.dong_helper.pk in found) == held
    assert lacking(province.dong_helper, [WELDING], TODAY) == ([] if held else [WELDING])


def test_a_team_holds_what_its_members_hold(province: Province) -> None:
    licence(province.zhou_helper, "electrician")
    licence(province.zhou_helper, "welding", valid_until=TODAY - timedelta(days=1))
    licence(province.zhou_helper, "other", name="压力容器焊工")
    found = licences_held(Helper.objects.all(), TODAY)
    assert found == {
        province.zhou_helper.pk: frozenset({"electrician"}),
        province.team.pk: frozenset({"electrician"}),
    }
    assert lacking(province.team, [ELECTRICIAN, WELDING], TODAY) == [WELDING]


def test_a_member_off_the_roll_brings_nothing_to_the_team(province: Province) -> None:
    seat = {"team": province.team.team, "artisan": province.dong_helper.artisan}
    TeamMembership.objects.create(**seat, role=TeamRole.MEMBER)
    licence(province.dong_helper)
    assert lacking(province.team, [WELDING], TODAY) == []
    Helper.objects.filter(pk=province.dong_helper.pk).update(is_active=False)
    assert lacking(province.team, [WELDING], TODAY) == [WELDING]


def test_reading_many_takes_two_queries(province: Province, django_assert_num_queries: Any) -> None:
    for helper in (province.dong_helper, province.zhou_helper):
        licence(helper)
    with django_assert_num_queries(2):
        assert len(licences_held(Helper.objects.all(), TODAY)) == 3
    with django_assert_num_queries(0):
        assert lacking(province.dong_helper, [], TODAY) == []


@pytest.mark.parametrize(
    ("whose", "covered"),
    [("dong", True), ("huzhou", True), ("province", True), ("wucheng", False), ("deqing", False)],
)
def test_an_insurance_covers_its_helper_or_all_below_its_union(
    province: Province, whose: str, covered: bool
) -> None:
    side = {"helper": province.dong_helper} if whose == "dong" else {}
    cover(**(side or {"union": getattr(province, whose)}))
    assert bool(insurance_of(province.dong_helper, timezone.localdate())) == covered


def test_first_and_last_day_are_covered_and_no_other(province: Province) -> None:
    own = cover(helper=province.dong_helper)
    days = {"first": own.valid_from, "last": own.valid_until}
    beside = (own.valid_from - timedelta(days=1), own.valid_until + timedelta(days=1))
    assert all(insurance_of(province.dong_helper, day) for day in days.values())
    assert not any(insurance_of(province.dong_helper, day) for day in beside)


def test_ones_own_insurance_comes_before_that_of_the_union(province: Province) -> None:
    cover(union=province.huzhou, days=300)
    own = cover(helper=province.dong_helper)
    assert insurance_of(province.dong_helper, timezone.localdate()) == own


# --- entering -------------------------------------------------------------------------------


def test_the_artisan_enters_a_licence_and_renews_it(as_: As, province: Province) -> None:
    address = f"/helpers/{province.dong_helper.pk}/safety/"
    sent = {"form": "licence", "kind": "welding", "number": "T330521198001010000",
            "issuer": "湖州市应急管理局", "valid_until": "2027-06-30"}  # fmt: skip
    assert as_("dong").post(address, sent).status_code == 302
    as_("dong").post(address, {**sent, "valid_until": "2033-06-30"})
    only = Licence.objects.get()
    assert (only.number, only.valid_until) == ("T330521198001010000", date(2033, 6, 30))
    page = as_("shen").get(address).content.decode()
    assert "****0000" in page
    assert "T330521198001010000" not in page


def test_the_number_is_encrypted_and_a_look_is_logged(as_: As, province: Province) -> None:
    save_licence(
        helper=province.dong_helper, actor=province.dong, kind="welding", number="T33052119800101"
    )
    held = Licence.objects.get()
    stored = Licence.objects.extra(select={"raw": "number"}).values_list("raw", flat=True)
    assert "T33052119800101" not in str(stored.get())
    page = as_("shen").post(f"/licences/{held.pk}/number/").content.decode()
    assert "T33052119800101" in page
    event = Event.objects.filter(verb="helper.safety_revealed").get()
    assert event.actor == province.shen


def test_another_licence_needs_a_name(as_: As, province: Province) -> None:
    answer = as_("dong").post(
        f"/helpers/{province.dong_helper.pk}/safety/", {"form": "licence", "kind": "other"}
    )
    assert answer.status_code == 422
    assert "请写是什么证书" in answer.content.decode()


def test_an_insurance_that_ends_before_it_begins_is_refused(province: Province) -> None:
    facts = {"number": "1", "insurer": "某某保险", "valid_from": TODAY}
    with pytest.raises(ValidationError, match="不能早于"):
        insure(
            owner=province.dong_helper, actor=province.shen,
            valid_until=TODAY - timedelta(days=1), **facts,
        )  # fmt: skip


def test_a_union_insures_all_below(as_: As, province: Province) -> None:
    sent = {"number": "PA1", "insurer": "某某保险", "valid_from": "2026-01-01",
            "valid_until": "2099-12-31"}  # fmt: skip
    assert as_("shen").post(f"/unions/{province.huzhou.pk}/insurance/", sent).status_code == 302
    page = as_("dong").get(f"/helpers/{province.dong_helper.pk}/safety/").content.decode()
    assert "湖州市总工会统一投保（某某保险）" in page


def test_the_interface_enters_licence_and_insurance(as_: As, province: Province) -> None:
    address = f"/api/helpers/{province.dong_helper.pk}"
    body = {"kind": "welding", "number": "T330521", "valid_until": "2099-01-01"}
    made = as_("shen").post(f"{address}/licences", body, content_type="application/json")
    assert (made.status_code, made.json()["number"]) == (201, "****0521")
    assert as_("shen").get(f"{address}/licences").json()[0]["is_valid"] is True
    body = {"number": "PA-12345", "insurer": "某某保险", "valid_from": "2026-01-01",
            "valid_until": "2099-01-01"}  # fmt: skip
    made = as_("shen").post(f"{address}/insurances", body, content_type="application/json")
    assert made.status_code == 201
    assert len(as_("shen").get(f"{address}/insurances").json()) == 1
    refused = as_("wu").post(f"{address}/insurances", body, content_type="application/json")
    assert refused.status_code == 403


# --- a cell ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("无", []),
        ("电工", [{"kind": "electrician", "name": ""}]),
        (
            "特种作业操作证（焊接与热切割） T330521198001010000 2027-06-30",
            [{"kind": "welding", "name": "", "number": "T330521198001010000",
              "valid_until": date(2027, 6, 30)}],
        ),
        (
            "医师执业证；登高 2027.6.30 湖州市应急管理局",
            [{"kind": "doctor", "name": ""},
             {"kind": "height", "name": "", "valid_until": date(2027, 6, 30),
              "issuer": "湖州市应急管理局"}],
        ),
        ("有限空间；危化", [{"kind": "confined", "name": ""}, {"kind": "chemical", "name": ""}]),
        ("压力容器焊接操作人员证", [{"kind": "welding", "name": ""}]),
        ("起重机司机", [{"kind": "other", "name": "起重机司机"}]),
    ],
)  # fmt: skip
def test_a_cell_names_licences(text: str, found: list[dict[str, Any]]) -> None:
    assert read_licences(text) == found


@pytest.mark.parametrize("text", ["T330521198001010000", "电工 T330521198 T330521199"])
def test_a_cell_that_is_not_clear_is_quoted(text: str) -> None:
    with pytest.raises(ValidationError, match=f"没看懂“{text}”"):
        read_licences(text)


def test_an_imported_artisan_has_them(province: Province) -> None:
    cells = {
        "name": "钱焊花", "union": province.huzhou.name, "trade": "焊工",
        "licences": "焊工证 T330521198001010000 2099-06-30", "volunteer_number": "3305001",
    }  # fmt: skip
    importer = ArtisanImport()
    row = importer.form(cells, actor=province.shen, shared=importer.shared(province.shen, [cells]))
    assert row.is_valid(), row.errors
    helper = importer.apply(row, province.shen)
    assert helper.artisan.volunteer_number == "3305001"
    assert [str(one.kind) for one in helper.artisan.licences.all()] == ["welding"]


# --- renewing -------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "reminded"), [(31, False), (30, True), (0, True), (-3, True)])
def test_artisan_and_union_are_reminded_once_thirty_days_before(
    province: Province, days: int, reminded: bool
) -> None:
    licence(province.dong_helper, valid_until=timezone.localdate() + timedelta(days=days))
    remind_of_ending.call()
    remind_of_ending.call()
    for person in (province.dong, province.shen):
        assert len(told(person)) == reminded
    if reminded:
        assert "特种作业操作证（焊接与热切割）" in told(province.dong)[0]


def test_it_stands_on_both_desks_until_it_is_renewed(as_: As, province: Province) -> None:
    ending = timezone.localdate() + timedelta(days=5)
    held = licence(province.dong_helper, valid_until=ending)
    for actor in ("dong", "shen"):
        assert "快到期，换新的" in as_(actor).get("/desk/").content.decode()
    assert "快到期" not in as_("wu").get("/desk/").content.decode()
    save_licence(
        helper=province.dong_helper, actor=province.dong, kind=held.kind,
        valid_until=ending + timedelta(days=2000),
    )  # fmt: skip
    assert "快到期" not in as_("dong").get("/desk/").content.decode()


@pytest.mark.parametrize("n", [1, 50])
def test_the_desk_of_a_union_takes_the_same_queries(
    province: Province, django_assert_max_num_queries: Any, n: int
) -> None:
    for number in range(n):
        cover(1, helper=province.dong_helper)
        licence(province.dong_helper, "other", name=f"证{number}", valid_until=timezone.localdate())
    with django_assert_max_num_queries(12):
        rows = [row for source in RENEWALS for row in source.rows(province.shen)]
    assert len(rows) == 2 * n
