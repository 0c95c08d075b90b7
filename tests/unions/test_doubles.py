"""Enterprises that were registered twice: found, listed for their union, merged or kept apart."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from hongmajia.accounts.models import Claim
from hongmajia.cases.models import Case, CaseUse
from hongmajia.core.acts import sentence
from hongmajia.core.closed_years import YearClosed
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.actions import propose
from hongmajia.events.models import Invited, Part, Stop
from hongmajia.knowledge.models import Trial
from hongmajia.needs.asking import asker_of
from hongmajia.needs.models import Need
from hongmajia.people.models import FirmTie
from hongmajia.portal.waiting import Kind, rows_for, tally_of
from hongmajia.services.models import Activity, SignUp
from hongmajia.unions.actions import keep_apart, merge_enterprises
from hongmajia.unions.beside import HANGING, hanging
from hongmajia.unions.doubles import pairs_alike
from hongmajia.unions.doubling import find_doubles, refresh_pairs
from hongmajia.unions.enums import Alike
from hongmajia.unions.models import Enterprise, FirmPair, KeyIndustry, User
from hongmajia.unions.queries import enterprises_called
from hongmajia.unions.validators import credit_code_check
from tests.actors import Province, credit_code, make_need

WHY = "打电话问过，是一家"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def firm(province: Province, name: str, number: int = 7, **fields: Any) -> Enterprise:
    values = {
        "credit_code": credit_code(number), "section": "C", "region_id": "330521",
        "union": province.deqing,
    }  # fmt: skip
    return Enterprise.objects.create(name=name, **{**values, **fields})


@pytest.fixture
def twin(province: Province) -> Enterprise:
    """莫干精工 once more, written with other brackets and under another code."""
    return firm(province, "德清县 莫干精工机械有限公司", address="莫干山镇工业路1号")


@pytest.fixture
def pair(twin: Enterprise) -> FirmPair:
    """The pair as the task of the night finds it."""
    refresh_pairs()
    return FirmPair.objects.get()


@pytest.fixture
def as_(province: Province) -> Callable[[str], Client]:
    def of(actor: str) -> Client:
        client = Client()
        client.force_login(province.actors[actor], backend=BACKEND)
        return client

    return of


# --- finding --------------------------------------------------------------------------------


def test_one_name_in_two_spellings_is_found(province: Province, twin: Enterprise) -> None:
    assert pairs_alike() == {(province.mogan.pk, twin.pk): [Alike.NAME, Alike.CORE]}


@pytest.mark.parametrize(
    ("name", "fields", "reasons"),
    [
        ("莫干精工机械公司", {}, [Alike.CORE]),
        ("德清县莫干精工机床有限公司", {}, [Alike.SLIP]),
        ("湖州某某厂", {"address": "莫干山镇1号 "}, [Alike.ADDRESS]),
        ("湖州某某厂", {"region_id": "330702", "address": "莫干山镇1号"}, []),
        ("湖州某某厂", {}, []),
    ],
)
def test_what_two_rows_share(
    province: Province, name: str, fields: dict[str, Any], reasons: list[Alike]
) -> None:
    Enterprise.objects.filter(pk=province.mogan.pk).update(address="莫干山镇1号")
    other = firm(province, name, **fields)
    assert pairs_alike().get((province.mogan.pk, other.pk), []) == reasons


def test_two_codes_of_one_organisation_are_found(province: Province) -> None:
    """The code of a branch, or one from another registry: positions 9 to 17 are the same."""
    first = "93330521" + province.mogan.credit_code[8:17]
    other = firm(province, "某某分厂", credit_code=first + credit_code_check(first))
    assert pairs_alike() == {(province.mogan.pk, other.pk): [Alike.CODE]}


def test_a_shared_telephone_is_found_but_an_agency_is_not(province: Province) -> None:
    other = firm(province, "某某厂")
    other.contacts.add(province.contact)
    assert pairs_alike() == {(province.mogan.pk, other.pk): [Alike.PHONE]}
    for n in range(4):
        firm(province, f"代理的{n}号厂", 20 + n).contacts.add(province.contact)
    assert pairs_alike() == {}


def test_the_table_follows_what_is_found(province: Province, pair: FirmPair) -> None:
    assert (pair.reasons, pair.union) == (["name", "core"], province.deqing)
    Enterprise.objects.filter(pk=pair.second_id).update(name="另一家", name_key="另一家")
    find_doubles.func()
    assert not FirmPair.objects.exists()


def test_what_was_found_to_be_two_is_not_asked_again(province: Province, pair: FirmPair) -> None:
    keep_apart(actor=province.xu, pair=pair)
    refresh_pairs()
    assert not FirmPair.objects.open().exists()
    told = {sentence(event) for event in Event.objects.filter(verb="enterprise.apart")}
    assert told == {
        "徐芳核对过，德清县莫干精工机械有限公司和德清县莫干精工机械有限公司是两家",
    }


def test_a_pair_of_two_cities_is_the_provinces(province: Province) -> None:
    firm(province, province.mogan.name, region_id="330702", union=province.wucheng)
    refresh_pairs()
    assert FirmPair.objects.get().union == province.province


# --- on the desk and the page ---------------------------------------------------------------


def test_it_waits_for_the_nearest_cadre_only(province: Province, pair: FirmPair) -> None:
    of_xu = tally_of(province.xu)
    assert of_xu.kinds == {Kind.DOUBLE: 1}
    assert [row.button_url for row in rows_for(province.xu, of_xu)] == [
        f"/enterprises/doubles/{pair.pk}/"
    ]
    assert Kind.DOUBLE not in tally_of(province.shen).kinds


@pytest.mark.parametrize(
    ("actor", "status"), [("xu", 200), ("shen", 200), ("fang", 200), ("wu", 404), ("lu", 404)]
)
def test_who_sees_the_pair(as_: Any, pair: FirmPair, actor: str, status: int) -> None:
    assert as_(actor).get(f"/enterprises/doubles/{pair.pk}/").status_code == status


def test_the_pages_show_both_beside_each_other(as_: Any, pair: FirmPair) -> None:
    page = as_("xu").get("/enterprises/").text
    assert "有1对企业可能是同一家" in page
    assert "名称相同" in as_("xu").get("/enterprises/doubles/").text
    page = as_("xu").get(f"/enterprises/doubles/{pair.pk}/").text
    assert "莫干山镇工业路1号" in page
    assert "138****1234" in page
    assert "13812341234" not in page


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_takes_as_many_queries_for_one_pair_as_for_fifty(
    as_: Any, province: Province, rows: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(rows):
        for twice in (0, 1):
            firm(province, f"东西南北{n}号厂", 100 + 2 * n + twice)
    refresh_pairs()
    client = as_("xu")
    with django_assert_max_num_queries(12):
        page = client.get("/enterprises/doubles/")
    assert len(page.context["page"].rows) == min(rows, 20)


def test_merging_on_the_page(as_: Any, province: Province, pair: FirmPair) -> None:
    sent = {"kept": province.mogan.pk, "reason": WHY, "scale": "medium", "is_specialised": "0"}
    page = as_("xu").post(f"/enterprises/doubles/{pair.pk}/", sent, follow=True)
    assert page.redirect_chain == [(f"/enterprises/{province.mogan.pk}/", 302)]
    assert "并入的登记" in page.text
    assert f"（{WHY}）" in page.text
    old = as_("xu").get(f"/enterprises/{pair.second_id}/")
    assert old.url == f"/enterprises/{province.mogan.pk}/"
    assert tally_of(User.objects.get(pk=province.xu.pk)).kinds == {}


def test_what_no_row_leaves_blank_is_chosen_where_the_two_differ(
    as_: Any, province: Province, pair: FirmPair
) -> None:
    """The row given up is 专精特新 and of another size; neither is lost without a word."""
    Enterprise.objects.filter(pk=pair.first_id).update(scale="small", is_specialised=False)
    Enterprise.objects.filter(pk=pair.second_id).update(scale="medium", is_specialised=True)
    address = f"/enterprises/doubles/{pair.pk}/"
    assert "两家登记的不一样，请选一个。" in as_("xu").get(address).text
    sent = {"kept": pair.first_id, "reason": WHY}
    assert as_("xu").post(address, sent).status_code == 422
    as_("xu").post(address, {**sent, "scale": "medium", "is_specialised": "1"})
    kept = Enterprise.objects.get(pk=pair.first_id)
    assert (kept.scale, kept.is_specialised) == ("medium", True)


def test_what_is_the_same_in_both_is_not_asked(as_: Any, pair: FirmPair) -> None:
    second = Enterprise.objects.filter(pk=pair.second_id)
    second.update(scale=pair.first.scale, is_specialised=pair.first.is_specialised)
    form = as_("xu").get(f"/enterprises/doubles/{pair.pk}/").context["form"]
    assert list(form.fields) == ["kept", "reason"]


def test_keeping_apart_on_the_page(as_: Any, pair: FirmPair) -> None:
    as_("xu").post(f"/enterprises/doubles/{pair.pk}/apart/")
    assert "没有找到可能重复的企业" in as_("xu").get("/enterprises/doubles/").text


# --- merging --------------------------------------------------------------------------------


def merge(province: Province, twin: Enterprise) -> Enterprise:
    return merge_enterprises(actor=province.xu, kept=province.mogan, given_up=twin, reason=WHY)


MADE: dict[str, Callable[[Province, Enterprise], Model]] = {
    "needs.Need.enterprise": lambda province, firm: make_need(province, enterprise=firm),
    "services.SignUp.enterprise": lambda province, firm: SignUp.objects.create(
        activity=an_activity(province), name="王先生", phone="13700000001", enterprise=firm
    ),
    "services.Activity_enterprises.enterprise": lambda province, firm: visited(province, firm),
    "services.Activity.host": lambda province, firm: hosted(province, firm),
    "events.Part.enterprise": lambda province, firm: Part.objects.create(
        activity=an_activity(province), role="assists", name="协办企业", enterprise=firm
    ),
    "events.Stop.enterprise": lambda province, firm: Stop.objects.create(
        activity=an_activity(province), enterprise=firm
    ),
    "events.Invited.enterprise": lambda province, firm: Invited.objects.create(
        activity=an_activity(province), enterprise=firm, people=1
    ),
    "people.FirmTie.enterprise": lambda province, firm: FirmTie.objects.create(
        helper=province.dong_helper, enterprise=firm, aim="焊接", since=timezone.localdate()
    ),
    "cases.CaseUse.enterprise": lambda province, firm: CaseUse.objects.create(
        case=a_case(province), enterprise=firm, text="照着做了"
    ),
    "knowledge.Trial.enterprise": lambda province, firm: Trial.objects.create(
        season=province.season, union=province.deqing, enterprise=firm, worked=True,
        engagement=a_case(province).engagement,
    ),
    "unions.Enterprise_contacts.enterprise": lambda province, firm: link(firm, province.dong),
    "unions.Enterprise.merged_into": lambda province, firm: Enterprise.everything.create(
        name="更早的一家", credit_code=credit_code(99), section="C", region_id="330521",
        union=province.deqing, merged_into=firm,
    ),
}  # fmt: skip
"""Field that refers to an enterprise → makes a row of it. A new one has to be added here."""

DROPPED = {"unions.FirmPair.first", "unions.FirmPair.second"}
"""Rows that the merge deletes: the question is answered."""


def a_case(province: Province) -> Case:
    need = make_need(province)
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    return Case.objects.create(
        season=province.season, engagement=asked, union=province.deqing,
        home_union=province.deqing, category=1, title="焊接不再变形",
    )  # fmt: skip


def an_activity(province: Province) -> Activity:
    begins = timezone.now() - timedelta(days=1)
    return Activity.objects.create(
        season=province.season, union=province.deqing, title="焊接会诊", starts_at=begins,
        ends_at=begins + timedelta(hours=2), region_id="330521",
    )  # fmt: skip


def hosted(province: Province, firm: Enterprise) -> Activity:
    activity = an_activity(province)
    activity.host = firm
    activity.save()
    return activity


def visited(province: Province, firm: Enterprise) -> Model:
    activity = an_activity(province)
    activity.enterprises.add(firm)
    return Activity.enterprises.through.objects.get(activity=activity)


def link(firm: Enterprise, user: User) -> Model:
    firm.contacts.add(user)
    return Enterprise.contacts.through.objects.get(enterprise=firm, user=user)


def fields_to_enterprise() -> dict[str, tuple[type[Model], str]]:
    """Every foreign key of every table to an enterprise, but for the tables of history."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is Enterprise and not hasattr(model, "history_id"):
                found[f"{model._meta.app_label}.{model.__name__}.{field.name}"] = (
                    model, field.name
                )  # fmt: skip
    return found


def test_every_reference_to_an_enterprise_goes_over(province: Province, twin: Enterprise) -> None:
    """A later foreign key is met here: say in ``MADE`` how a row of it is made."""
    fields = fields_to_enterprise()
    assert fields.keys() == {*MADE, *DROPPED}
    rows = {name: MADE[name](province, twin) for name in MADE}
    refresh_pairs()
    merge(province, twin)
    for name, row in rows.items():
        model, field = fields[name]
        kept = model._base_manager.get(pk=row.pk)
        assert getattr(kept, f"{field}_id") == province.mogan.pk, name
    for name, (model, field) in fields.items():
        left = model._base_manager.filter(**{field: twin})
        assert not left.exists(), name


def test_what_hangs_on_a_firm_has_a_name_on_the_page(province: Province, twin: Enterprise) -> None:
    for make in MADE.values():
        make(province, twin)
    assert hanging(twin) == dict.fromkeys(map(str, HANGING.values()), 1)


def test_the_merge_is_logged_on_both_and_nothing_is_deleted(
    province: Province, twin: Enterprise
) -> None:
    need = make_need(province, enterprise=twin)
    before = need.history.count()
    merge(province, twin)
    for row in (province.mogan, twin):
        event = Event.objects.get(story=row.story, verb="enterprise.merged")
        assert sentence(event).startswith("徐芳把")
        assert (event.note, event.data["code"], event.data["n"]) == (WHY, twin.credit_code, 1)
    assert Enterprise.everything.get(pk=twin.pk).merged_into == province.mogan
    assert need.history.first().enterprise_id == province.mogan.pk
    assert need.history.count() == before + 1


def test_blank_facts_are_filled_and_others_stay(province: Province, twin: Enterprise) -> None:
    chosen = KeyIndustry.objects.create(name="时尚产业", province_id="330000")
    Enterprise.objects.filter(pk=twin.pk).update(employees=5, key_industry=chosen)
    kept = merge(province, twin)
    assert (kept.employees, kept.address, kept.key_industry) == (86, twin.address, chosen)


def test_a_contact_of_both_stays_one(province: Province, twin: Enterprise) -> None:
    twin.contacts.add(province.contact, province.dong)
    kept = merge(province, twin)
    assert set(kept.contacts.all()) == {province.contact, province.dong}
    assert Enterprise.contacts.through.objects.count() == 2


def test_the_former_name_and_code_mean_the_kept_one(province: Province) -> None:
    former = firm(province, "莫干老厂")
    merge(province, former)
    for words in ("莫干老厂", former.credit_code):
        assert enterprises_called(Enterprise.objects.all(), words) == [province.mogan]
    assert Enterprise.objects.with_code(former.credit_code).get() == province.mogan
    claim = Claim(credit_code=former.credit_code)
    assert claim.enterprise == province.mogan


def test_the_former_name_is_still_blanked_in_public_texts(province: Province) -> None:
    former = firm(province, "莫干老厂")
    need = make_need(province, enterprise=former)
    merge(province, former)
    need = Need.objects.get(pk=need.pk)
    assert [one.name for one in asker_of(need).firms] == [province.mogan.name, "莫干老厂"]


def test_a_merged_code_cannot_be_registered_again(
    as_: Any, province: Province, twin: Enterprise
) -> None:
    merge(province, twin)
    sent = {
        "name": "又一家", "credit_code": twin.credit_code, "industry": "35", "scale": "small",
        "region": "330521", "union": province.deqing.pk,
    }  # fmt: skip
    page = as_("xu").post("/enterprises/new/", sent)
    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "这个代码属于以前并入别家的登记，请到企业名单里按代码找。"
    ]


def test_what_is_refused(province: Province, twin: Enterprise) -> None:
    act = {"actor": province.xu, "kept": province.mogan}
    with pytest.raises(Refused, match="请写明凭什么"):
        merge_enterprises(**act, given_up=twin, reason=" ")
    with pytest.raises(Refused, match="两家不同的企业"):
        merge_enterprises(**act, given_up=province.mogan, reason=WHY)
    merge(province, twin)
    with pytest.raises(Refused, match="已经并入别的企业"):
        merge_enterprises(**act, given_up=twin, reason=WHY)


@pytest.mark.parametrize("name", ["needs.Need.enterprise", "services.SignUp.enterprise"])
def test_a_firm_of_a_closed_year_stays(province: Province, twin: Enterprise, name: str) -> None:
    MADE[name](province, twin)
    province.season.closed_at = timezone.now()
    province.season.save()
    with pytest.raises(YearClosed, match="2026年度已经归档"):
        merge(province, twin)
    assert Enterprise.objects.filter(pk=twin.pk).exists()
