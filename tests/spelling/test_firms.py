"""Names of enterprises without place and legal form, and names that differ by a slip."""

import pytest

from hongmajia.spelling import firm_core, is_a_slip

PLACES = frozenset(("浙江", "浙江省", "湖州", "湖州市", "德清", "德清县"))


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("德清县莫干精工机械有限公司", "莫干精工机械"),
        ("莫干精工机械股份有限公司", "莫干精工机械"),
        ("浙江莫干精工机械（德清）有限责任公司", "莫干精工机械"),
        ("莫干精工集团有限公司", "莫干精工"),
        ("浙江省 湖州市 莫干精工 机械有限公司", "莫干精工机械"),
        ("莫干精工机械有限公司德清分公司", "莫干精工机械有限公司德清分"),
        ("莫干轴承厂", "莫干轴承厂"),
        ("德清公司", ""),
        ("", ""),
    ],
)
def test_place_and_legal_form_are_left_out(name: str, core: str) -> None:
    assert firm_core(name, PLACES) == core


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("莫干精工机械", "莫干精工机戒", True),
        ("莫干精工机械", "莫干精机械", True),
        ("莫干精工机械", "莫干精工机械厂", True),
        ("莫干精工机械", "莫干精工机械", False),
        ("莫干精工机械", "莫干精密铸造", False),
        ("第一精工机械", "第二精工机械", False),
        ("莫干精工1号", "莫干精工2号", False),
        ("东方精工机械", "西方精工机械", False),
        ("莫干", "莫于", False),
        ("莫干精工机械", "莫干精工机械设备", False),
    ],
)
def test_one_character_is_a_slip_unless_it_counts(one: str, other: str, slip: bool) -> None:
    assert is_a_slip(one, other) is slip
    assert is_a_slip(other, one) is slip
