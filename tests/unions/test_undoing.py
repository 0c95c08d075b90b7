"""Errors made in the tree of unions are put right: name, kind, closing and opening again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.needs.queries import union_of_region
from hongmajia.people.queries import unions_to_choose
from hongmajia.unions.actions import (
    add_union,
    appoint,
    change_union,
    close_union,
    move_union,
    open_union_again,
)
from hongmajia.unions.enums import UnionKind
from hongmajia.unions.models import Union
from hongmajia.unions.queries import manageable
from tests.actors import Province

WHY = "多建了一个"


@pytest.fixture
def spare(province: Province) -> Union:
    """An empty county union that was added twice."""
    values = {"kind": UnionKind.COUNTY, "region": province.deqing.region}
    return add_union(actor=province.shen, parent=province.huzhou, name="德清县总工会2", **values)


def log(union: Union) -> list[str]:
    return [sentence(event) for event in Event.objects.filter(story=union.story)]


def test_a_wrong_name_and_a_wrong_kind_take_a_reason(province: Province, spare: Union) -> None:
    for facts in ({"name": "武康街道总工会"}, {"kind": UnionKind.TOWNSHIP}):
        with pytest.raises(Refused, match="为什么"):
            change_union(actor=province.fang, union=spare, **facts)  # type: ignore[arg-type]
    spare = change_union(
        actor=province.fang, union=spare, kind=UnionKind.GROUP, name="湖州集团工会", reason="建错了"
    )
    assert (spare.kind, spare.name) == (UnionKind.GROUP, "湖州集团工会")
    assert log(spare)[0] == "方建民修改德清县总工会2的层级、名称"
    assert Event.objects.filter(story=spare.story).first().note == "建错了"
    assert province.shen.notices.latest("pk").text == "德清县总工会2改名为湖州集团工会（建错了）"


@pytest.mark.parametrize("kind", [UnionKind.PROVINCE, UnionKind.ENTERPRISE])
def test_a_kind_must_suit_what_is_above_and_what_is_below(province: Province, kind: str) -> None:
    """A province does not stand below a city, nor a county below an enterprise."""
    moved = province.deqing if kind == UnionKind.PROVINCE else province.jinhua
    with pytest.raises(Refused, match="下面不能直接设"):
        change_union(actor=province.fang, union=moved, kind=kind, reason="建错了")
    moved.refresh_from_db()
    assert moved.kind in (UnionKind.COUNTY, UnionKind.CITY)


def test_a_closed_union_is_offered_nowhere_and_can_be_opened_again(
    province: Province, spare: Union
) -> None:
    closed = close_union(actor=province.shen, union=spare, reason=WHY)
    assert closed not in manageable(province.shen)
    assert closed not in unions_to_choose(province.shen)
    assert union_of_region(province.deqing.region) == province.deqing
    assert log(closed)[0] == "沈建国撤销德清县总工会2"
    opened = open_union_again(actor=province.fang, union=closed, reason="原来是对的")
    assert opened in manageable(province.shen)
    assert province.shen.notices.latest("pk").text == "德清县总工会2恢复了（原来是对的）"


def test_nothing_is_added_to_a_closed_union(province: Province, spare: Union) -> None:
    closed = close_union(actor=province.shen, union=spare, reason=WHY)
    person = {"name": "新人", "phone": "13700007777"}
    acts: list[Callable[[], Any]] = [
        lambda: appoint(actor=province.shen, union=closed, role="liaison", **person),
        lambda: add_union(
            actor=province.shen, parent=closed, name="某街道", kind=UnionKind.TOWNSHIP
        ),
        lambda: move_union(actor=province.fang, union=province.mogan_union, target=closed),
        lambda: change_union(actor=province.fang, union=closed, name="某县", reason=WHY),
        lambda: close_union(actor=province.shen, union=closed, reason=WHY),
    ]
    for act in acts:
        with pytest.raises(Refused, match="已经撤销"):
            act()


@pytest.mark.parametrize(
    ("name", "what"),
    [("deqing", "下级工会"), ("wucheng", "担任角色的人"), ("mogan_union", "企业")],
)
def test_only_an_empty_union_is_closed(province: Province, name: str, what: str) -> None:
    union = getattr(province, name)
    with pytest.raises(Refused, match=what):
        close_union(actor=province.fang, union=union, reason=WHY)
    union.refresh_from_db()
    assert union.closed_at is None


def test_both_take_a_reason_and_the_right_state(province: Province, spare: Union) -> None:
    with pytest.raises(Refused, match="为什么"):
        close_union(actor=province.shen, union=spare, reason=" ")
    with pytest.raises(Refused, match="没有撤销"):
        open_union_again(actor=province.shen, union=spare, reason=WHY)


def test_the_page_closes_and_opens_with_the_right_of_above(
    as_: Callable[[str], Client], province: Province, spare: Union
) -> None:
    page = f"/unions/{spare.pk}/"
    assert f"{page}close/" in as_("shen").get(page).content.decode()
    assert as_("xu").post(f"{page}close/", {"reason": WHY}).status_code in (403, 404)
    assert as_("shen").post(f"{page}close/", {"reason": ""}).status_code == 422
    assert as_("shen").post(f"{page}close/", {"reason": WHY}).status_code == 302
    shown = as_("shen").get(page).content.decode()
    assert "已撤销" in shown
    assert WHY in shown
    assert as_("shen").post(f"{page}open/", {"reason": WHY}).status_code == 302
    spare.refresh_from_db()
    assert spare.closed_at is None


def test_the_form_changes_the_kind_only_with_the_right_of_above(
    as_: Callable[[str], Client], province: Province
) -> None:
    page = f"/unions/{province.deqing.pk}/change/"
    form = {"name": "德清县总工会", "region": "330521", "duty_phone": "0572-8061234"}
    assert 'name="kind"' not in as_("xu").get(page).content.decode()
    assert as_("xu").post(page, {**form, "kind": "group"}).status_code == 302
    province.deqing.refresh_from_db()
    assert (province.deqing.kind, province.deqing.duty_phone) == ("county", "0572-8061234")
    assert as_("shen").post(page, {**form, "kind": "city", "reason": "x"}).status_code == 422


def test_a_telephone_on_duty_is_a_number(province: Province) -> None:
    with pytest.raises(ValidationError, match="电话号码"):
        change_union(actor=province.shen, union=province.deqing, duty_phone="找小沈")
