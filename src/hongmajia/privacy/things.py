"""Numbers that name a thing or say an amount, and so reach nobody."""

import re

THING = re.compile(
    r"(?:(?<!手)[机模箱桶卷缸钢瓶]号|批次?号?|编号|序列号|件号|料号|"
    r"图号|单号?|订单|编码|条形?码|二维码|合同号?|货号|型号|代码|件|"
    r"追溯号|流水号|炉号|发票号码?|S/?N|No\.?)\s?[:是为]?\s?[A-Za-z]*$",
    re.I,
)
"""Before a number that names a thing: 批号13812345678."""
UNIT = re.compile(
    r"\s?(?:多|余)?(?:元|万|亿|次|件|个|吨|米|台|套|只|千|公斤|立方|平方|度|mm|kg|kW|Pa|h\b|r/)"
)
"""After a number that is an amount: 13800001元."""
CONTACT = re.compile(r"(?:tel|phone|mobile|mob|call|we?i?xin|wechat|wx|vx|v|qq|dd)[\W_]*$", re.I)
"""Letters before a number that say how to reach somebody."""


def is_no_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the number is neither an amount nor the number of a thing."""
    before = text[max(0, match.start() - 12) : match.start()]
    if re.search(r"[A-Za-z]$", before) and not CONTACT.search(before):
        return False
    return not THING.search(before) and not UNIT.match(text, match.end())
