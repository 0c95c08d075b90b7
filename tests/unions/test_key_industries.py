"""Key industries: edited by the province, on enterprises by their industry or their own choice."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from hongmajia.core.errors import Refused
from hongmajia.insights.measures.firms import is_key
from hongmajia.unions.actions import (
    change_enterprise,
    grant_role,
    remove_key_industry,
    set_key_industry,
)
from hongmajia.unions.enums import Role
from hongmajia.unions.imports import EnterpriseImport, EnterpriseRow
from hongmajia.unions.models import Enterprise, KeyIndustry, Union, User
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST = ["先进制造业", "数字经济", "现代服务业"]


@pytest.fixture
def begun(province: Province) -> list[KeyIndustry]:
    """The three to begin with; a test that commits may have wiped out those of the migrations."""
    codes = {"先进制造业": ["35", "39"], "数字经济": ["39", "65"], "现代服务业": ["I", "M"]}
    KeyIndustry.objects.all().delete()
    return [
        set_key_industry(
            actor=province.fang, industry=of_zhejiang(), name=name, codes=codes[name]
        )
        for name in FIRST
    ]  # fmt: skip


def of_zhejiang() -> KeyIndustry:
    """A key industry to be added to the list of Zhejiang."""
    return KeyIndustry(province_id="330000")


def names(firm: Enterprise) -> list[str]:
    return [industry.name for industry in firm.key_industries]


def test_by_industry_and_by_choice(province: Province, begun: list[KeyIndustry]) -> None:
    firm = province.mogan
    assert names(firm) == ["先进制造业"]
    firm.division = "39"
    assert names(firm) == ["先进制造业", "数字经济"]
    firm.section, firm.division, firm.key_industry = "C", "17", begun[2]
    assert names(firm) == ["现代服务业"]
    firm.section, firm.key_industry = "M", None
    assert names(firm) == ["现代服务业"]


def test_the_province_changes_what_it_takes_in(
    province: Province, begun: list[KeyIndustry]
) -> None:
    browser = Client()
    browser.force_login(province.fang, backend=BACKEND)
    address = f"/key-industries/{begun[0].pk}/change/"
    browser.post(address, {"name": "先进制造业", "codes": ["17", "34"]})
    assert [one.code for one in begun[0].codes.all()] == ["17", "34"]
    assert names(province.mogan) == []
    page = browser.get("/key-industries/").text
    assert "纺织业、通用设备制造业" in page
    browser.post("/key-industries/new/", {"name": "时尚产业", "codes": ["18"]})
    assert KeyIndustry.objects.filter(name="时尚产业").exists()


@pytest.mark.parametrize("actor", ["xu", "lin", "lu", "stranger"])
def test_nobody_else_does(province: Province, begun: list[KeyIndustry], actor: str) -> None:
    browser = Client()
    browser.force_login(province.actors[actor], backend=BACKEND)
    pk = begun[0].pk
    for address in ("new/", f"{pk}/change/", f"{pk}/remove/"):
        assert browser.post(f"/key-industries/{address}").status_code == 403
    assert "新增重点产业" not in browser.get("/key-industries/").text


def test_a_name_is_there_once(province: Province, begun: list[KeyIndustry]) -> None:
    with pytest.raises(ValidationError):
        set_key_industry(
            actor=province.fang, industry=of_zhejiang(), name="数字经济", codes=[]
        )  # fmt: skip


def test_one_that_is_chosen_is_not_removed(province: Province, begun: list[KeyIndustry]) -> None:
    Enterprise.objects.filter(pk=province.mogan.pk).update(key_industry=begun[1])
    with pytest.raises(Refused, match="还有1家企业选了数字经济"):
        remove_key_industry(actor=province.fang, industry=begun[1])
    remove_key_industry(actor=province.fang, industry=begun[2])
    assert [one.name for one in KeyIndustry.objects.all()] == FIRST[:2]


# --- of several provinces -----------------------------------------------------------------------


def test_a_new_province_begins_with_three_of_its_own(
    province: Province, begun: list[KeyIndustry], anhui: Union
) -> None:
    own = KeyIndustry.objects.filter(province="340000")
    assert [one.name for one in own] == FIRST
    assert own[1].industries[:1] == ["计算机、通信和其他电子设备制造业"]
    assert KeyIndustry.objects.filter(province="330000").count() == len(FIRST)


def test_a_host_changes_only_those_of_its_province(
    client: Client, province: Province, begun: list[KeyIndustry], of_anhui: dict[str, User]
) -> None:
    own = KeyIndustry.objects.filter(province="340000")[0]
    client.force_login(of_anhui["cadre"], backend=BACKEND)
    for address in ("change/", "remove/"):
        assert client.post(f"/key-industries/{begun[0].pk}/{address}").status_code == 403
    client.post(f"/key-industries/{own.pk}/change/", {"name": "先进制造业", "codes": ["17"]})
    client.post("/key-industries/new/", {"name": "汽车产业", "codes": ["36"]})
    added = KeyIndustry.objects.get(name="汽车产业")
    assert (added.province_id, [one.code for one in own.codes.all()]) == ("340000", ["17"])
    assert [one.code for one in begun[0].codes.all()] == ["35", "39"]
    page = client.get("/key-industries/").content.decode()
    assert ("汽车产业" in page, "浙江省" in page) == (True, False)


def test_whoever_stands_above_both_says_which_province(
    client: Client, province: Province, begun: list[KeyIndustry], anhui: Union
) -> None:
    national = User.objects.create(username="national", name="总")
    grant_role(actor=None, union=province.national, user=national, role=Role.CADRE)
    client.force_login(national, backend=BACKEND)
    page = client.get("/key-industries/").content.decode()
    assert ("浙江省" in page, "安徽省" in page) == (True, True)
    facts = {"name": "汽车产业", "codes": ["36"]}
    assert client.post("/key-industries/new/", facts).status_code == 422
    client.post("/key-industries/new/", {**facts, "province": "340000"})
    assert KeyIndustry.objects.get(name="汽车产业").province_id == "340000"


def test_an_enterprise_has_those_of_its_province(
    client: Client, province: Province, begun: list[KeyIndustry], of_anhui: dict[str, User]
) -> None:
    """By its industry they follow from the list of its province, and it chooses from that."""
    firm = Enterprise.objects.get(name="巢湖精工")
    firm.division = "35"
    assert [one.province_id for one in firm.key_industries] == ["340000"]
    with pytest.raises(ValidationError, match="数字经济是浙江省的重点产业，这家企业在安徽省"):
        change_enterprise(actor=of_anhui["cadre"], enterprise=firm, key_industry=begun[1])
    client.force_login(of_anhui["cadre"], backend=BACKEND)
    offered = client.get(f"/enterprises/{firm.pk}/change/").context["form"]["key_industry"]
    assert [label for _key, label in offered.field.choices] == ["没有单独选", *FIRST]


def test_an_import_means_the_key_industry_of_the_rows_region(
    province: Province, begun: list[KeyIndustry], of_anhui: dict[str, User]
) -> None:
    national = User.objects.create(username="national", name="总")
    grant_role(actor=None, union=province.national, user=national, role=Role.CADRE)
    cells = {
        "name": "巢湖某厂", "credit_code": "91340181MA00000028", "industry": "C", "scale": "小型",
        "key_industry": "数字经济", "region": "巢湖市", "union": "巢湖市总工会",
    }  # fmt: skip
    reader = EnterpriseImport()
    shared = reader.shared(national, [cells])
    assert KeyIndustry.objects.filter(name="数字经济").count() == 2
    row = EnterpriseRow(cells, actor=national, shared=shared)
    row.is_valid()
    assert row.cleaned_data["key_industry"].province_id == "340000"


def test_the_share_is_counted_by_the_list_of_each_province(
    province: Province, begun: list[KeyIndustry], of_anhui: dict[str, User]
) -> None:
    """Farms are a key industry in Anhui alone, so that only the one there counts."""
    farms = KeyIndustry.objects.create(province_id="340000", name="现代农业")
    farms.codes.create(code="A")
    Enterprise.objects.update(section="A", division="")
    marked = Enterprise.objects.filter(is_key())
    assert [one.name for one in marked] == ["巢湖精工"]
