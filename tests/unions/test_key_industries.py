"""Key industries: edited by the province, on enterprises by their industry or their own choice."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from hongmajia.core.errors import Refused
from hongmajia.unions.actions import remove_key_industry, set_key_industry
from hongmajia.unions.models import Enterprise, KeyIndustry
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST = ["先进制造业", "数字经济", "现代服务业"]


@pytest.fixture
def begun(province: Province) -> list[KeyIndustry]:
    """The three to begin with; a test that commits may have wiped out those of the migrations."""
    codes = {"先进制造业": ["35", "39"], "数字经济": ["39", "65"], "现代服务业": ["I", "M"]}
    KeyIndustry.objects.all().delete()
    return [
        set_key_industry(actor=province.fang, industry=None, name=name, codes=codes[name])
        for name in FIRST
    ]


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
        set_key_industry(actor=province.fang, industry=None, name="数字经济", codes=[])


def test_one_that_is_chosen_is_not_removed(province: Province, begun: list[KeyIndustry]) -> None:
    Enterprise.objects.filter(pk=province.mogan.pk).update(key_industry=begun[1])
    with pytest.raises(Refused, match="还有1家企业选了数字经济"):
        remove_key_industry(actor=province.fang, industry=begun[1])
    remove_key_industry(actor=province.fang, industry=begun[2])
    assert [one.name for one in KeyIndustry.objects.all()] == FIRST[:2]
