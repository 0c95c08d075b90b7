"""A need from a firm that was not registered is linked to its enterprise when it is verified."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.insights.measures.firms import asked
from hongmajia.insights.scope import Scope
from hongmajia.needs.actions import link_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.firm_forms import FirmChoice, firm_choices
from hongmajia.needs.firms import also_nearly_named, propose_firms, proposed_for
from hongmajia.needs.forms import name_and_code
from hongmajia.needs.models import Need
from hongmajia.unions import actions
from hongmajia.unions.enums import Alike, UnionKind
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code, make_need
from tests.needs.conftest import As, answers

MOGAN = "德清县莫干精工机械有限公司"


def unlinked(province: Province, name: str = MOGAN, **fields: Any) -> Need:
    """A need of somebody without an account, of a firm that was not registered then."""
    values = {
        "enterprise": None, "enterprise_name": name, "asker": None, "category": None,
        "contact_phone": "13700000009", "due_at": timezone.now() + timedelta(days=1), **fields,
    }  # fmt: skip
    return make_need(province, NeedState.SUBMITTED, **values)


def why(need: Need) -> list[tuple[str, tuple[Alike, ...]]]:
    return [(one.enterprise.name, one.reasons) for one in proposed_for(need)]


# --- proposing ------------------------------------------------------------------------------


def test_found_by_name_code_and_number(province: Province) -> None:
    code = province.mogan.credit_code
    assert why(unlinked(province, "德清县 莫干精工机械 有限公司")) == [(MOGAN, (Alike.NAME,))]
    assert why(unlinked(province, "莫干厂", credit_code=code)) == [(MOGAN, (Alike.CODE,))]
    known = unlinked(province, "莫干厂", contact_phone="13812341234")
    assert why(known) == [(MOGAN, (Alike.PHONE,))]
    assert proposed_for(known)[0].words == f"{MOGAN}（联系人手机号相同）"
    assert why(unlinked(province, "莫干厂")) == []


def test_found_by_the_number_of_an_earlier_need(province: Province) -> None:
    make_need(province, contact_phone="13700000009")
    assert why(unlinked(province, "莫干厂")) == [(MOGAN, (Alike.PHONE,))]


def test_all_reasons_are_said_and_the_surest_comes_first(province: Province) -> None:
    other = Enterprise.objects.create(
        name="某某厂", credit_code=credit_code(8), section="C", region_id="330521",
        union=province.deqing,
    )  # fmt: skip
    other.contacts.add(province.contact)
    need = unlinked(province, contact_phone="13812341234")
    assert why(need) == [(MOGAN, (Alike.NAME, Alike.PHONE)), ("某某厂", (Alike.PHONE,))]


def test_a_number_tells_nothing_of_firms_of_other_unions(province: Province) -> None:
    """A cadre of Wucheng does not learn whose contact the asker is in Deqing."""
    need = unlinked(province, "莫干厂", contact_phone="13812341234", union=province.wucheng)
    assert why(need) == []


def test_a_person_is_asked_nothing(province: Province) -> None:
    assert why(unlinked(province, "", contact_phone="13812341234")) == []


def test_what_is_nearly_the_name_is_proposed_on_the_page(province: Province) -> None:
    near = also_nearly_named(unlinked(province, "湖州莫干精工机械公司"))
    assert [(one.enterprise.name, one.reasons) for one in near] == [(MOGAN, (Alike.CORE,))]


@pytest.mark.parametrize("rows", [1, 50])
def test_many_needs_take_as_many_queries_as_one(
    province: Province, rows: int, django_assert_max_num_queries: Any
) -> None:
    needs = [unlinked(province) for _ in range(rows)]
    needs = list(Need.objects.filter(pk__in=[one.pk for one in needs]).select_related("union"))
    with django_assert_max_num_queries(6):
        propose_firms(needs)
        assert all(firm_choices(need) for need in needs)


# --- asking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["莫干老厂 {code}", "莫干老厂（{code}）", "莫干老厂:{code}", "莫干老厂{code}"]
)
def test_a_code_after_the_name_is_kept(as_: As, province: Province, written: str) -> None:
    code = credit_code(33)
    as_("nobody").post("/needs/ask/", answers(enterprise_name=written.format(code=code)))
    need = Need.objects.get()
    assert (need.enterprise_name, need.credit_code, need.enterprise) == ("莫干老厂", code, None)


def test_an_invalid_code_stays_part_of_the_name() -> None:
    assert name_and_code("老厂 91330521MA00000010") == ("老厂 91330521MA00000010", "")


# --- verifying ------------------------------------------------------------------------------


def sent(need: Need, **fields: Any) -> dict[str, Any]:
    return {"title": need.title, "category": 1, "visibility": "masked", **fields}


def test_the_page_says_why_and_has_the_sure_one_chosen(as_: As, province: Province) -> None:
    need = unlinked(province)
    page = as_("xu").get(f"/needs/{need.pk}/verify/")
    assert f"{MOGAN}（名称相同）" in page.text
    assert f"提出人写的是“{MOGAN}”" in page.text
    assert page.context["asker"].choice["firm"].value() == str(province.mogan.pk)


def test_only_a_number_chooses_nothing(province: Province) -> None:
    need = unlinked(province, "莫干厂", contact_phone="13812341234")
    assert FirmChoice(need=need)["firm"].value() == ""


def test_listing_links(as_: As, province: Province) -> None:
    need = unlinked(province, home_union=province.huzhou)
    fields = {"asker-firm": province.mogan.pk}
    as_("xu").post(f"/needs/{need.pk}/verify/", sent(need, **fields))
    need.refresh_from_db()
    assert (need.state, need.enterprise) == ("listed", province.mogan)
    assert need.home_union == province.mogan.union
    assert need.enterprise_name == MOGAN
    assert as_("contact").get(f"/needs/{need.pk}/").status_code == 200
    assert asked(Scope(province.season, province.deqing)).get() == province.mogan
    event = Event.objects.get(verb="need.linked")
    assert (event.data["enterprise"], event.audience) == (MOGAN, "unions")


def test_another_firm_can_be_named(as_: As, province: Province) -> None:
    need = unlinked(province, "莫干厂")
    fields = {"asker-firm": "other", "asker-other": "没有的厂"}
    page = as_("xu").post(f"/needs/{need.pk}/verify/", sent(need, **fields))
    assert page.status_code == 422
    assert "名单里没有这一家" in page.text
    fields["asker-other"] = province.mogan.credit_code
    as_("xu").post(f"/needs/{need.pk}/verify/", sent(need, **fields))
    assert Need.objects.get().enterprise == province.mogan


def new_firm(province: Province, **changes: Any) -> dict[str, Any]:
    facts = {
        "name": "莫干新厂", "credit_code": credit_code(40), "industry": "35", "scale": "micro",
        "region": "330521", "union": province.deqing.pk, **changes,
    }  # fmt: skip
    return {"asker-firm": "new", **{f"new-{name}": value for name, value in facts.items()}}


def test_the_firm_is_registered_in_the_same_step(as_: As, province: Province) -> None:
    need = unlinked(province, "莫干新厂", credit_code=credit_code(40), industry="")
    page = as_("xu").get(f"/needs/{need.pk}/verify/")
    assert page.context["asker"].new["credit_code"].value() == credit_code(40)
    as_("xu").post(f"/needs/{need.pk}/verify/", sent(need, **new_firm(province)))
    need.refresh_from_db()
    assert need.state == NeedState.LISTED
    assert need.enterprise is not None
    assert (need.enterprise.name, need.enterprise.scale) == ("莫干新厂", "micro")
    assert need.industry == "专用设备制造业"
    assert Event.objects.filter(verb="enterprise.added").count() == 1


def test_wrong_facts_register_nothing_and_list_nothing(as_: As, province: Province) -> None:
    need = unlinked(province, "莫干新厂")
    for wrong in ({"credit_code": "123"}, {"credit_code": province.mogan.credit_code}):
        fields = new_firm(province, **wrong)
        page = as_("xu").post(f"/needs/{need.pk}/verify/", sent(need, **fields))
        assert page.status_code == 422
    assert Enterprise.objects.get() == province.mogan
    assert Need.objects.get().state == NeedState.SUBMITTED


def test_listing_without_a_firm_stays_possible(as_: As, province: Province) -> None:
    need = unlinked(province, "莫干厂")
    as_("xu").post(f"/needs/{need.pk}/verify/", sent(need))
    need.refresh_from_db()
    assert (need.state, need.enterprise) == ("listed", None)


@pytest.fixture
def of_hefei(province: Province) -> Enterprise:
    """An enterprise of another province in the same installation."""
    anhui = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽省总工会",
        kind=UnionKind.PROVINCE,
    )  # fmt: skip
    return Enterprise.objects.create(
        name="合肥某某厂", credit_code="91340100MA0000001X", section="C", region_id="340100",
        union=anhui,
    )  # fmt: skip


def test_a_need_is_not_linked_to_a_firm_of_another_province(
    as_: As, province: Province, of_hefei: Enterprise
) -> None:
    """Its contact would see the need, and its union would hold it."""
    need = unlinked(province, "合肥某某厂", credit_code=of_hefei.credit_code)
    assert why(need) == []
    for chosen in ("other", str(of_hefei.pk)):
        fields = {"asker-firm": chosen, "asker-other": of_hefei.credit_code}
        page = as_("xu").post(f"/needs/{need.pk}/firm/", fields)
        assert page.status_code == 422
    with pytest.raises(Refused, match="合肥某某厂不在这件需求的省里"):
        link_need(need=need, actor=province.xu, enterprise=of_hefei)
    need.refresh_from_db()
    assert (need.enterprise, need.home_union) == (None, province.deqing)


def test_a_need_of_a_province_is_linked_to_a_firm_of_any_of_its_unions(province: Province) -> None:
    need = unlinked(province, union=province.wucheng, home_union=province.wucheng)
    assert link_need(need=need, actor=province.wu, enterprise=province.mogan).enterprise


# --- many at once ---------------------------------------------------------------------------


def test_ticked_rows_are_linked_too(as_: As, province: Province) -> None:
    first, second = unlinked(province), unlinked(province, "莫干厂", contact_phone="13812341234")
    page = as_("xu").get("/needs/queue/")
    assert page.text.count("（名称相同）") == 1
    assert page.text.count("（联系人手机号相同）") == 1
    fields = {f"list-{one.pk}-category": 3 for one in (first, second)}
    fields[f"list-{first.pk}-firm"] = province.mogan.pk
    sent_keys = {"act": "list", "tick": [first.pk, second.pk], **fields}
    page = as_("xu").post("/needs/queue/act/", sent_keys, follow=True)
    assert f"记在{MOGAN}名下" in page.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.enterprise, second.enterprise) == (province.mogan, None)
    assert {first.state, second.state} == {"listed"}


def test_a_row_accepts_only_what_was_proposed(as_: As, province: Province) -> None:
    other = Enterprise.objects.create(
        name="某某厂", credit_code=credit_code(8), section="C", region_id="330521",
        union=province.deqing,
    )  # fmt: skip
    need = unlinked(province)
    fields = {f"list-{need.pk}-category": 3, f"list-{need.pk}-firm": other.pk}
    as_("xu").post("/needs/queue/act/", {"act": "list", "tick": [need.pk], **fields})
    need.refresh_from_db()
    assert (need.state, need.enterprise) == ("submitted", None)


def test_ticked_rows_register_the_firms_that_nobody_registered(as_: As, province: Province) -> None:
    """Two needs of one firm, which a code and an industry are typed for, and one without code."""
    one, two, three = (
        unlinked(province, name) for name in ("新市轴承厂", "新市轴承厂", "乾元纸箱厂")
    )
    page = as_("xu").get("/needs/queue/").text
    assert page.count("登记为新企业：新市轴承厂") == 2
    fields: dict[str, Any] = {}
    for need, code in ((one, credit_code(8)), (two, credit_code(8)), (three, "")):
        row = f"list-{need.pk}"
        fields |= {f"{row}-category": 3, f"{row}-firm": "new", f"{row}-code": code}
        fields[f"{row}-industry"] = "C"
    ticked = [one.pk, two.pk, three.pk]
    page = (
        as_("xu")
        .post("/needs/queue/act/", {"act": "list", "tick": ticked, **fields}, follow=True)
        .text
    )
    assert page.count("新市轴承厂已登记，需求已列入清单，记在它名下。") == 1
    assert page.count("已列入清单，记在新市轴承厂名下。") == 1
    assert "要登记新企业，请填统一社会信用代码。" in page
    made = Enterprise.objects.get(name="新市轴承厂")
    assert (made.credit_code, made.section, made.union) == (credit_code(8), "C", province.deqing)
    found = Need.objects.filter(pk__in=ticked).order_by("pk")
    expected = [(made.pk, "listed"), (made.pk, "listed"), (None, "submitted")]
    assert [*found.values_list("enterprise", "state")] == expected


def test_what_the_asker_wrote_is_not_asked_again(as_: As, province: Province) -> None:
    full = unlinked(province, "新市轴承厂", credit_code=credit_code(8), industry="通用设备制造业")
    bare = unlinked(province, "乾元纸箱厂", industry="")
    page = as_("xu").get("/needs/queue/").text
    asked = [name for name in ("code", "industry") if f"list-{full.pk}-{name}" in page]
    assert asked == []
    asked = [name for name in ("code", "industry") if f"list-{bare.pk}-{name}" in page]
    assert asked == ["code", "industry"]


def test_a_firm_of_that_name_is_chosen_and_not_registered_again(
    as_: As, province: Province
) -> None:
    need = unlinked(province)
    assert "登记为新企业" not in as_("xu").get("/needs/queue/").text
    row = f"list-{need.pk}"
    fields = {f"{row}-category": 3, f"{row}-firm": "new", f"{row}-code": credit_code(8)}
    as_("xu").post("/needs/queue/act/", {"act": "list", "tick": [need.pk], **fields})
    need.refresh_from_db()
    assert (need.state, Enterprise.objects.filter(name=MOGAN).count()) == ("submitted", 1)


def test_a_code_of_another_firm_is_refused_in_words(as_: As, province: Province) -> None:
    need = unlinked(province, "新市轴承厂")
    row, code = f"list-{need.pk}", province.mogan.credit_code
    fields = {f"{row}-category": 3, f"{row}-firm": "new", f"{row}-code": code}
    sent = {"act": "list", "tick": [need.pk], **fields, f"{row}-industry": "C"}
    page = as_("xu").post("/needs/queue/act/", sent, follow=True).text
    need.refresh_from_db()
    assert (need.state, need.enterprise) == ("submitted", None)
    assert "统一社会信用代码" in page


# --- afterwards -----------------------------------------------------------------------------


def test_a_wrong_link_is_taken_back(as_: As, province: Province) -> None:
    need = make_need(province)
    address = f"/needs/{need.pk}/firm/"
    assert as_("xu").get(address).context["asker"].choice["firm"].value() == str(province.mogan.pk)
    as_("xu").post(address, {"asker-firm": ""})
    need.refresh_from_db()
    assert (need.enterprise, need.enterprise_name) == (None, MOGAN)
    assert need.home_union == province.deqing
    as_("xu").post(address, {"asker-firm": province.mogan.pk})
    assert Need.objects.get().enterprise == province.mogan
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["need.parted_from_firm", "need.linked"]


@pytest.mark.parametrize(("actor", "status"), [("wu", 403), ("lin", 403), ("lu", 403)])
def test_who_links(as_: As, province: Province, actor: str, status: int) -> None:
    need = make_need(province)
    assert as_(actor).get(f"/needs/{need.pk}/firm/").status_code == status


def test_a_firm_merged_meanwhile_is_refused(province: Province) -> None:
    other = Enterprise.objects.create(
        name="某某厂", credit_code=credit_code(8), section="C", region_id="330521",
        union=province.deqing, merged_into=province.mogan,
    )  # fmt: skip
    with pytest.raises(Refused, match="刚才并入了别的企业"):
        link_need(need=unlinked(province), actor=province.xu, enterprise=other)


def test_two_of_one_name_are_told_apart_by_their_codes(province: Province) -> None:
    other = Enterprise.objects.create(
        name=MOGAN, credit_code=credit_code(8), section="C", region_id="330521",
        union=province.deqing,
    )  # fmt: skip
    need = unlinked(province)
    words = dict(firm_choices(need))
    assert words[str(other.pk)] == f"{MOGAN}（名称相同） {other.credit_code}"
    assert FirmChoice(need=need)["firm"].value() == ""
