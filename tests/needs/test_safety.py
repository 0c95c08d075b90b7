"""Dangers of the place of a need: which licences they ask for, and every way in and out."""

import pytest
from django.core.exceptions import ValidationError

from hongmajia.needs.actions import list_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.imports import NeedImport
from hongmajia.needs.models import Need
from hongmajia.needs.safety import Danger, licences_for
from hongmajia.people.enums import LicenceKind
from tests.actors import Province, make_need
from tests.needs.conftest import As, answers

pytestmark = pytest.mark.django_db

ALL = [danger.value for danger in Danger]


@pytest.mark.parametrize(
    ("dangers", "needs_doctor", "mode", "licences"),
    [
        ([], False, "on_site", []),
        (["live"], False, "on_site", [LicenceKind.ELECTRICIAN]),
        (["hot"], False, "both", [LicenceKind.WELDING]),
        (["height"], False, "on_site", [LicenceKind.HEIGHT]),
        (["confined"], False, "on_site", [LicenceKind.CONFINED]),
        (["chemical"], False, "on_site", [LicenceKind.CHEMICAL]),
        (["hot", "live"], False, "on_site", [LicenceKind.ELECTRICIAN, LicenceKind.WELDING]),
        ([], True, "on_site", [LicenceKind.DOCTOR]),
        # Nobody goes there; but medical advice takes a doctor online as well.
        (ALL, False, "online", []),
        (["live"], True, "online", [LicenceKind.DOCTOR]),
    ],
)
def test_each_danger_asks_for_its_licence(
    dangers: list[str], needs_doctor: bool, mode: str, licences: list[LicenceKind]
) -> None:
    assert licences_for(dangers, needs_doctor=needs_doctor, mode=mode) == licences


def test_the_asker_ticks_them(as_: As, province: Province) -> None:
    as_("nobody").post("/needs/ask/", answers(dangers=["hot", "height"], needs_doctor="on"))
    need = Need.objects.get()
    assert (set(need.dangers), need.needs_doctor) == ({"hot", "height"}, True)
    page = as_("xu").get(f"/needs/{need.pk}/").content.decode()
    assert "高处作业、动火作业" in page


def test_a_danger_that_is_none_is_refused(as_: As, province: Province) -> None:
    answer = as_("nobody").post("/needs/ask/", answers(dangers=["sharks"]))
    assert (answer.status_code, Need.objects.count()) == (422, 0)
    need = make_need(province)
    need.dangers = ["sharks"]
    with pytest.raises(ValidationError, match="危险作业请从列出的几项里选"):
        need.full_clean()


def test_a_cadre_adds_them_when_verifying(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, dangers=["hot"])
    page = as_("xu").get(f"/needs/{need.pk}/verify/").content.decode()
    assert 'value="hot" id="id_dangers_2" checked' in page
    sent = {"title": need.title, "category": 1, "visibility": "masked", "dangers": ["hot", "live"]}
    as_("xu").post(f"/needs/{need.pk}/verify/", sent)
    need.refresh_from_db()
    assert (need.state, set(need.dangers)) == (NeedState.LISTED, {"hot", "live"})


def test_listing_without_a_word_on_them_leaves_them(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, dangers=["hot"])
    assert list_need(need=need, actor=province.xu, category=1).dangers == ["hot"]


def test_the_interface_takes_and_shows_them(as_: As, province: Province) -> None:
    sent = {
        "text": "焊罐体变形厉害，要在罐里焊。", "contact_name": "沈女士", "region": "330521",
        "contact_phone": "13812341234", "dangers": ["hot", "confined"],
    }  # fmt: skip
    made = as_("contact").post("/api/needs", sent, content_type="application/json")
    assert made.status_code == 201, made.content
    need = Need.objects.get()
    assert need.dangers == ["hot", "confined"]
    shown = as_("xu").get(f"/api/needs/{need.pk}").json()
    assert (shown["dangers"], shown["needs_doctor"]) == (["hot", "confined"], False)
    faulty = as_("contact").post(
        "/api/needs", {**sent, "dangers": ["sharks"]}, content_type="application/json"
    )
    assert faulty.status_code == 422


@pytest.mark.parametrize(
    ("cell", "dangers", "faults"),
    [
        ("动火作业、高处作业", ["hot", "height"], []),
        ("", None, []),
        ("深水", None, ["dangers"]),
    ],
)
def test_a_cell_of_an_import_names_them(
    province: Province, cell: str, dangers: list[str] | None, faults: list[str]
) -> None:
    cells = {"enterprise": province.mogan.name, "text": "焊不锈钢罐体变形厉害", "dangers": cell}
    importer = NeedImport()
    shared = importer.shared(province.lu, [cells])
    row = importer.form(cells, actor=province.lu, shared=shared)
    assert list(row.errors) == faults
    if not faults:
        assert row.facts()["dangers"] == (dangers or [])
