"""Names of divisions as people say them: 湖州 for 湖州市, 黔东南 for 黔东南苗族侗族自治州."""

import re

_PEOPLES = (
    "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲"
    "|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|鄂温克|保安|裕固|独龙|鄂伦春|赫哲|门巴|珞巴|各)族"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{_PEOPLES})+(?:自治[区州县旗]|区)")
_ENDING = re.compile(
    r"(.{2,}?)(?:特别行政区|族?自治[区州县旗]|地区|新区|矿区|(?<=神农架)林区|[省市盟区县]"
    r"|(?<![左右前中后])旗)"
)
_SPOKEN = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_ALSO = {"内蒙古自治区": {"内蒙"}, "神农架林区": {"神农架区"}}


def short_name(name: str) -> str:
    """A name without its level and peoples; at least two characters of it remain.

    ``德清县`` gives 德清, ``景宁畲族自治县`` 景宁; ``郊区`` and ``阿拉善左旗`` stay as they are.
    """
    found = _AUTONOMOUS.fullmatch(name) or _ENDING.fullmatch(name)
    return found[1] if found else name


def spoken_forms(name: str) -> set[str]:
    """The full name, the short one, and 海南州 for 海南藏族自治州."""
    short = short_name(name)
    also = _ALSO.get(name, set())
    return {
        name,
        short,
        *also,
        *(short + said for level, said in _SPOKEN.items() if name.endswith(level)),
    }
