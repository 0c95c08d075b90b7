"""The tree of unions: which kind may be below which, and rights after a move."""

import pytest

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.imports import regions_by_name
from hongmajia.unions.models import Enterprise, Region, Union
from hongmajia.unions.queries import Branch, tree_of, unions_by_name
from tests.actors import Province, below


def test_a_union_is_added_below_another(province: Province) -> None:
    wukang = actions.add_union(
        actor=province.xu, parent=province.deqing, name=" 武康街道总工会 ", kind=UnionKind.TOWNSHIP,
        region=Region.objects.get(adcode="330521"),
    )  # fmt: skip
    assert wukang.parent == province.deqing
    assert wukang.name == "武康街道总工会"
    assert province.xu.holds(wukang.path, Role.CADRE)
    assert sentence(Event.objects.get(story=wukang.story)) == "徐芳设立武康街道总工会"


@pytest.mark.parametrize(
    ("parent", "kind"),
    [
        ("deqing", UnionKind.CITY),
        ("deqing", UnionKind.COUNTY),
        ("mogan_union", UnionKind.TOWNSHIP),
        ("group", UnionKind.CITY),
        ("province", UnionKind.NATIONAL),
    ],
)
def test_a_kind_is_allowed_only_below_certain_kinds(
    province: Province, parent: str, kind: UnionKind
) -> None:
    with pytest.raises(Refused, match="下面不能直接设"):
        actions.add_union(
            actor=province.fang, parent=getattr(province, parent), name="错位工会", kind=kind
        )
    assert not Union.objects.filter(name="错位工会").exists()


def test_siblings_have_different_names(province: Province) -> None:
    with pytest.raises(Refused, match="已经有“德清县总工会”了"):
        actions.add_union(
            actor=province.shen, parent=province.huzhou, name="德清县总工会", kind=UnionKind.COUNTY
        )


def test_a_union_is_renamed_and_the_log_keeps_both_facts(province: Province) -> None:
    actions.change_union(
        actor=province.shen,
        union=province.deqing,
        name="德清总工会",
        reason="名称写错了",
    )
    province.deqing.refresh_from_db()
    assert province.deqing.name == "德清总工会"
    assert (
        sentence(Event.objects.get(story=province.deqing.story)) == "沈建国修改德清县总工会的名称"
    )


def test_a_union_moves_with_all_below_and_rights_follow(province: Province) -> None:
    assert not province.wu.holds(province.mogan_union.path, Role.CADRE)
    moved = actions.move_union(
        actor=province.fang, union=province.mogan_union, target=province.wucheng
    )
    assert moved.parent == province.wucheng
    assert province.wu.holds(moved.path, Role.CADRE)
    assert not province.xu.holds(moved.path, Role.CADRE)
    assert Enterprise.objects.visible_to(province.wu).get() == province.mogan
    assert not Enterprise.objects.visible_to(province.xu).exists()
    words = sentence(Event.objects.get(story=moved.story))
    assert words == "方建民把莫干精工工会从德清县总工会划到婺城区总工会"


def test_a_whole_branch_moves(province: Province) -> None:
    actions.move_union(actor=province.fang, union=province.deqing, target=province.jinhua)
    province.mogan_union.refresh_from_db()
    jinhua = Union.objects.get(pk=province.jinhua.pk)
    assert province.mogan_union.path.startswith(jinhua.path)
    assert Union.objects.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("union", "target", "said"),
    [
        ("huzhou", "deqing", "不能把工会划到自己下面"),
        ("huzhou", "huzhou", "不能把工会划到自己下面"),
        ("deqing", "huzhou", "已经在湖州市总工会下面了"),
        ("deqing", "mogan_union", "不能把工会划到自己下面"),
        ("deqing", "wucheng", "下面不能直接设"),
    ],
)
def test_invalid_moves_are_refused(province: Province, union: str, target: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.move_union(
            actor=province.fang, union=getattr(province, union), target=getattr(province, target)
        )


def names(branches: list[Branch]) -> dict[str, int]:
    """Name → number of enterprises in the union and below."""
    found = {}
    for branch in branches:
        found[branch.union.name] = branch.enterprises
        found.update(names(branch.branches))
    return found


def test_the_drawn_tree_begins_where_the_role_is_held(province: Province) -> None:
    (root,) = tree_of(province.shen)
    assert root.union == province.huzhou
    assert root.cadres == ["沈建国"]
    assert names([root]) == {"湖州市总工会": 1, "德清县总工会": 1}
    assert len(names(tree_of(province.fang))) == 7
    assert tree_of(province.stranger) == []


def test_unions_of_the_same_name_are_known_with_the_union_above(province: Province) -> None:
    below(province.deqing, "机械行业工会", UnionKind.INDUSTRY)
    below(province.wucheng, "机械行业工会", UnionKind.INDUSTRY)
    known = unions_by_name(Union.objects.get_queryset(), {"机械行业工会(德清县总工会) "})
    assert len(known.find("机械行业工会")) == 2
    assert known.ways("机械行业工会") == [
        "机械行业工会（德清县总工会）", "机械行业工会（婺城区总工会）",
    ]  # fmt: skip
    (union,) = known.find("机械行业工会(德清县总工会) ")
    assert union.parent == province.deqing
    assert known.find("德清县 总工会") == [province.deqing]


@pytest.mark.parametrize("written", ["德清", "德清县", "330521", "德清县总工会"])
def test_a_county_union_is_known_by_the_short_name_of_its_region(
    province: Province, written: str
) -> None:
    assert unions_by_name(Union.objects.get_queryset(), {written}).find(written) == [
        province.deqing
    ]


def test_a_region_is_known_by_its_short_name(province: Province) -> None:
    known = regions_by_name()
    for written, code in (("湖州", "330500"), ("德清", "330521"), ("湖州德清", "330521")):
        assert [region.pk for region in known.find(written)] == [code]
