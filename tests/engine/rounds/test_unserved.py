from dataclasses import replace

import pytest

from hongmajia.engine import Helper, HelperIndex, Licence, Mode, Need, Unserved, describe, plan
from tests.engine.examples import CHEN, DING, DONG, FISH, VIOLIN, WELDING, full, index

FAR = replace(WELDING, mode=Mode.ONSITE, region="浙江温州苍南")
ONLINE = replace(WELDING, mode=Mode.ONLINE)
LICENSED = replace(WELDING, required=frozenset({Licence.WELDING}))
OFFLINE = replace(DONG, online_ok=False)


def left(need: Need, *helpers: Helper) -> Unserved:
    """What is said of the one need that cannot be served."""
    return plan([need], index(*helpers)).unserved[0]


@pytest.mark.parametrize(
    ("need", "helpers", "cause", "remedy"),
    [
        (VIOLIN, (DONG,), "没有师傅懂这一行", "提请上级工会协调，或补充师傅"),
        (FISH, (DONG,), "没有懂水产的师傅", "提请上级工会协调，或补充师傅"),
        (
            FAR,
            (OFFLINE,),
            "懂行的1位师傅都到不了现场，最近的董师傅距354公里",
            "请董师傅多走295公里，就能安排",
        ),
        (
            FAR,
            (DONG,),
            "懂行的1位师傅都到不了现场，最近的董师傅距354公里",
            "改为也可在线指导，董师傅就能帮",
        ),
        (ONLINE, (OFFLINE,), "懂行的1位师傅都不做在线指导", "改为也可现场服务，董师傅就能帮"),
        (
            replace(ONLINE, region="浙江温州苍南"),
            (OFFLINE,),
            "懂行的1位师傅都不做在线指导",
            "请董师傅破例一次",
        ),
        (
            replace(WELDING, excluded=frozenset({"dong"})),
            (DONG,),
            "合适的只有董师傅，但已被禁配或回避",
            "解除对董师傅的禁配，就能安排",
        ),
        (
            LICENSED,
            (DONG,),
            "懂行、能来的1位师傅都没有有效的特种作业操作证（焊接与热切割）",
            "请有特种作业操作证（焊接与热切割）的师傅，或提请上级工会协调",
        ),
        (WELDING, (full(DONG),), "合适的董师傅已经排满", "请董师傅多接1单，就能安排"),
        (
            WELDING,
            (full(DONG), full(DING)),
            "合适的2位师傅都排满了",
            "请董师傅多接1单，就能安排",
        ),
    ],
)
def test_cause_and_remedy_in_words(
    need: Need, helpers: tuple[Helper, ...], cause: str, remedy: str
) -> None:
    found = left(need, *helpers)
    assert (describe(found.cause), describe(found.remedy)) == (cause, remedy)
    assert describe(found.cause, "en")
    assert describe(found.remedy, "en")


def served_when(need: Need, *helpers: Helper) -> bool:
    return plan([need], HelperIndex.build(helpers)).served == 1


def test_remedies_do_what_they_say() -> None:
    assert served_when(WELDING, replace(full(DONG), capacity=1))
    assert served_when(LICENSED, replace(DONG, holds=frozenset({Licence.WELDING})))
    assert served_when(FAR, replace(OFFLINE, radius_km=60 + 295))
    assert served_when(replace(FAR, mode=Mode.EITHER), DONG)
    assert served_when(replace(ONLINE, mode=Mode.EITHER), OFFLINE)
    assert served_when(WELDING, DONG)


def test_who_works_is_asked_for_one_more_before_who_rests() -> None:
    two = [WELDING, replace(WELDING, id="second")]
    made = plan(two, index(replace(DING, capacity=1), full(DONG)))
    assert made.unserved[0].remedy.params["helper"] == "丁师傅"


def test_a_remedy_for_distance_names_nobody_who_is_banned_or_full() -> None:
    closer = replace(OFFLINE, id="closer", name="近师傅", region="浙江台州温岭")
    need = replace(FAR, excluded=frozenset({"closer"}))
    assert left(need, closer, OFFLINE).remedy.params["helper"] == "董师傅"
    assert left(FAR, full(closer), OFFLINE).remedy.params["helper"] == "董师傅"


def test_a_ban_is_named_as_the_cause_where_it_is() -> None:
    made = plan([FISH], index(CHEN), bans=[("fish", "chen")])
    assert made.unserved[0].cause.code == "only_excluded"
