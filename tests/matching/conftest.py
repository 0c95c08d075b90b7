"""Fixtures of matching: needs and helpers of five crafts, enough for a round."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from hongmajia.matching import index
from hongmajia.matching.actions import start_round
from hongmajia.matching.models import Round
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need
from tests.kept import kept_fixture

CRAFTS = [
    ("焊工", "不锈钢焊接", "不锈钢薄板焊接后变形怎么控制"),
    ("模具钳工", "注塑模具抛光", "注塑模具抛光效率低、表面有流纹"),
    ("电工", "变频器与电气控制", "变频器经常报警停机，电气控制柜怎么改造"),
    ("水产养殖", "水质调控", "养殖池塘水质发黑，鱼缺氧怎么调控"),
    ("数控车工", "数控刀具与加工精度", "数控车床加工精度不稳，刀具磨损快"),
]
"""Trade, speciality, and a problem that belongs to it."""

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def fresh_index() -> Iterator[None]:
    """Each test is rolled back, so its keys are used again; the cached index must not be."""
    index._cached.clear()
    yield
    index._cached.clear()


@kept_fixture
def helpers(province: Province) -> list[Helper]:
    """Ten artisans of five crafts in Deqing and Huzhou, three jobs a week each."""
    places = [(province.deqing, "330521"), (province.huzhou, "330502")]
    made = []
    for number, name in enumerate("陈李王张刘杨黄吴徐孙"):
        trade, skill, _problem = CRAFTS[number % len(CRAFTS)]
        union, adcode = places[number % len(places)]
        facts = {"specialities": [skill], "bio": f"擅长{skill}。", "weekly_capacity": 3}
        made.append(artisan(f"{name}建国", trade, union, adcode, **facts))
    return made


def ask(province: Province, craft: int, number: int, **fields: object) -> Need:
    """A listed need of one craft."""
    problem = CRAFTS[craft][2]
    return make_need(
        province, title=f"{problem}（{number}）", text=f"{problem}？", industry="", **fields
    )


@kept_fixture
def needs(province: Province, helpers: list[Helper]) -> list[Need]:
    """Thirty listed needs, six of each craft."""
    return [ask(province, number % len(CRAFTS), number) for number in range(30)]


@kept_fixture
def plan(province: Province, needs: list[Need], work: Callable[[], None]) -> Round:
    """A computed round over Deqing, started by Xu."""
    started = start_round(actor=province.xu, season=province.season, union=province.deqing)
    work()
    return Round.objects.get(pk=started.pk)
