"""Enterprises: registering, contacts, and the filters of their list."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Scale, Section
from hongmajia.unions.industries import Division, industry_choices, section_of, split
from hongmajia.unions.models import Enterprise, Region
from hongmajia.unions.queries import EnterpriseList
from hongmajia.unions.validators import validate_credit_code
from tests.actors import Province, credit_code


def facts(province: Province, number: int = 2, **changes: Any) -> dict[str, Any]:
    known = {
        "name": "德清县第二机械厂",
        "credit_code": credit_code(number),
        "division": "34",
        "region": Region.objects.get(adcode="330521"),
        "union": province.deqing,
    }
    return {**known, **changes}


# --- registering ----------------------------------------------------------------------------


def test_the_section_follows_from_the_division(province: Province) -> None:
    made = actions.add_enterprise(actor=province.xu, **facts(province))
    assert made.section == Section.C
    assert made.industry == "通用设备制造业"
    assert sentence(Event.objects.get(story=made.story)) == "徐芳登记德清县第二机械厂"
    assert made.history.count() == 1


def test_a_section_without_division_is_accepted(province: Province) -> None:
    made = actions.add_enterprise(
        actor=province.xu, **facts(province, division="", section=Section.E)
    )
    assert made.industry == "建筑业"


def test_division_and_section_must_agree(province: Province) -> None:
    with pytest.raises(ValidationError, match="对不上"):
        actions.add_enterprise(actor=province.xu, **facts(province, section=Section.A))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("9133", "您填了4位"),
        ("9133052IMA00000012", "没有小写字母和I、O、S、V、Z"),
        ("91330521MA00000010", "校验位不对"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(province: Province, code: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        validate_credit_code(code)
    with pytest.raises(ValidationError, match=said):
        actions.add_enterprise(actor=province.xu, **facts(province, credit_code=code))
    assert Enterprise.objects.count() == 1


def test_one_wrong_character_or_swap_in_a_code_is_always_found() -> None:
    """The check character of GB 32100 reveals any single wrong character."""
    code = credit_code(1234567)
    for place in range(17):
        wrong = "2" if code[place] != "2" else "3"
        with pytest.raises(ValidationError):
            validate_credit_code(code[:place] + wrong + code[place + 1 :])


def test_a_code_is_registered_once(province: Province) -> None:
    with pytest.raises(ValidationError, match="统一社会信用代码"):
        actions.add_enterprise(actor=province.xu, **facts(province, number=1))


def test_a_change_is_logged_by_field_and_kept_as_a_version(province: Province) -> None:
    actions.change_enterprise(
        actor=province.lu, enterprise=province.mogan, employees=90, scale=Scale.MEDIUM
    )
    event = Event.objects.get(story=province.mogan.story)
    assert sentence(event) == "陆敏修改职工人数、规模"
    assert province.mogan.history.last().employees == 86


def test_a_change_without_differences_writes_no_event(province: Province) -> None:
    actions.change_enterprise(actor=province.lu, enterprise=province.mogan, employees=86)
    assert not Event.objects.exists()


# --- industries -----------------------------------------------------------------------------


def test_the_standard_has_97_divisions_in_20_sections() -> None:
    assert [division.value for division in Division] == [f"{n:02}" for n in range(1, 98)]
    assert {section_of(division) for division in Division} == set(Section)


@pytest.mark.parametrize(
    ("division", "section"),
    [("01", "A"), ("05", "A"), ("06", "B"), ("13", "C"), ("43", "C"), ("44", "D"), ("75", "M"),
     ("83", "P"), ("96", "S"), ("97", "T")],
)  # fmt: skip
def test_the_section_of_each_division(division: str, section: str) -> None:
    assert section_of(division) == section
    assert split(division) == (section, division)
    assert split(section) == (section, "")


def test_the_select_groups_divisions_under_their_section() -> None:
    groups = dict(industry_choices()[1:])
    assert len(groups) == 20
    assert groups["C 制造业"][0] == ("C", "制造业")
    assert ("35", "35 专用设备制造业") in groups["C 制造业"]


# --- contacts -------------------------------------------------------------------------------


def test_a_contact_gets_an_account_and_sees_the_enterprise(province: Province) -> None:
    person = actions.add_contact(
        actor=province.lu, enterprise=province.mogan, name="钱师傅", phone="13700000002"
    )
    assert Enterprise.objects.visible_to(person).get() == province.mogan
    assert "联系人" in Notice.objects.get(recipient=person).text


def test_a_person_is_contact_once(province: Province) -> None:
    add = {"enterprise": province.mogan, "name": "钱师傅", "phone": "13700000002"}
    actions.add_contact(actor=province.lu, **add)
    with pytest.raises(Refused, match="已经是联系人了"):
        actions.add_contact(actor=province.lu, **add)


def test_a_removed_contact_keeps_their_account(province: Province) -> None:
    actions.remove_contact(actor=province.lu, enterprise=province.mogan, user=province.contact)
    assert not province.mogan.contacts.exists()
    assert province.contact.is_active
    assert not Enterprise.objects.visible_to(province.contact).exists()


# --- the list -------------------------------------------------------------------------------


@pytest.fixture
def three(province: Province) -> Province:
    """Mogan (Deqing, C35, small), a builder in Anji, a large mill in Wucheng."""
    anji, wucheng = (Region.objects.get(adcode=code) for code in ("330523", "330702"))
    made = [
        facts(province, 2, name="安吉建工", division="47", region=anji, union=province.huzhou),
        facts(province, 3, name="婺城纺织厂", division="17", region=wucheng,
              union=province.wucheng, scale=Scale.LARGE),
    ]  # fmt: skip
    for values in made:
        actions.add_enterprise(actor=province.fang, **values)
    return province


def shown(user: Any, query: str = "") -> list[str]:
    return sorted(EnterpriseList(user, QueryDict(query)).rows.values_list("name", flat=True))


MOGAN = "德清县莫干精工机械有限公司"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["婺城纺织厂", "安吉建工", MOGAN]),
        ("q=纺织", ["婺城纺织厂"]),
        ("q=91330521ma0000001", [MOGAN]),
        ("region=330500", ["安吉建工", MOGAN]),
        ("region=330521", [MOGAN]),
        ("region=330521&region=330700", ["婺城纺织厂", MOGAN]),
        ("section=C", ["婺城纺织厂", MOGAN]),
        ("section=C&scale=large", ["婺城纺织厂"]),
        ("specialised=True", [MOGAN]),
        ("section=E&scale=large", []),
        ("section=nonsense", []),
    ],
)
def test_the_filters_of_the_list(three: Province, query: str, names: list[str]) -> None:
    assert shown(three.fang, query) == sorted(names)
    assert EnterpriseList(three.fang, QueryDict(query)).total == len(names)


def test_a_union_filters_by_its_branch(three: Province) -> None:
    assert shown(three.fang, f"union={three.huzhou.pk}") == sorted(["安吉建工", MOGAN])
    assert shown(three.xu, f"union={three.wucheng.pk}") == [MOGAN]  # not visible: ignored


def test_everybody_sees_the_enterprises_of_their_unions(three: Province) -> None:
    assert len(shown(three.fang)) == 3
    assert len(shown(three.shen)) == len(shown(three.lin)) == 2
    assert shown(three.xu) == shown(three.lu) == shown(three.contact) == [MOGAN]
    assert shown(three.wu) == ["婺城纺织厂"]
    assert shown(three.ren) == shown(three.stranger) == []


def test_the_counts_of_a_filter_respect_the_other_filters(three: Province) -> None:
    found = EnterpriseList(three.fang, QueryDict("section=C"))
    groups = {group.name: group for group in found.groups}
    counts = {name: {o.label: o.count for o in g.options} for name, g in groups.items()}
    assert counts["section"] == {"制造业": 2, "建筑业": 1}
    assert counts["region"] == {"湖州": 1, "金华": 1}
    assert counts["specialised"] == {"专精特新": 1}
    assert groups["section"].without == "?"


def test_within_one_city_the_filter_offers_its_counties(three: Province) -> None:
    found = EnterpriseList(three.shen, QueryDict())
    assert [option.label for option in found.groups[0].options] == ["德清", "安吉"]
