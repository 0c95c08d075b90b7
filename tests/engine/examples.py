"""The engine's actors: the people of the tests' little province, as plain facts.

* **Dong** welds in 德清 and comes within 60 km · **Ding** welds in 柯桥
* **Chen** knows fish and water, in 婺城, also online · **Zhou** mends machines in 婺城
* the needs: **welding** in 德清, **fish** and **machine** in 婺城, a **violin** nobody knows
"""

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import numpy as np

from hongmajia.engine import Helper, HelperIndex, Need

DEMO = files("hongmajia").joinpath("demo/data")

DONG = Helper(
    id="dong",
    name="董师傅",
    trade="焊工",
    specialities=("不锈钢焊接", "焊接变形控制"),
    text="老焊工，做过三十年罐体",
    region="浙江湖州德清",
    radius_km=60,
    capacity=2,
)
DING = Helper(
    id="ding",
    name="丁师傅",
    trade="焊工",
    specialities=("管道焊接",),
    region="浙江绍兴柯桥",
    capacity=2,
)
CHEN = Helper(
    id="chen",
    name="陈师傅",
    trade="水产养殖",
    specialities=("水质调控", "鱼病防治"),
    region="浙江金华婺城",
    capacity=1,
)
ZHOU = Helper(
    id="zhou",
    name="周师傅",
    trade="设备维修",
    specialities=("机床故障诊断",),
    region="浙江金华婺城",
    capacity=1,
)
EVERYBODY = (DONG, DING, CHEN, ZHOU)

WELDING = Need(
    id="welding",
    title="不锈钢罐体焊接变形",
    text="薄板罐体焊完变形大，要反复校平",
    region="浙江湖州德清",
)
FISH = Need(id="fish", title="鱼塘死鱼", text="入冬以来塘里陆续死鱼，水质浑", region="浙江金华婺城")
MACHINE = Need(id="machine", title="机床停机", text="机床主轴故障，备件难买", region="浙江金华婺城")
VIOLIN = Need(id="violin", text="小提琴走音", region="浙江金华婺城")


def index(*helpers: Helper) -> HelperIndex:
    """An index of these helpers, of everybody if none is named."""
    return HelperIndex.build(helpers or EVERYBODY)


def full(helper: Helper) -> Helper:
    """The helper on a day when nothing more fits in."""
    return replace(helper, capacity=0)


class Letters:
    """A stand-in for a model: the same letters fall on the same of 64 numbers."""

    name = "letters"

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self.embed_profiles(texts)

    def embed_profiles(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                vectors[row, ord(letter) % 64] += 1
        return vectors
