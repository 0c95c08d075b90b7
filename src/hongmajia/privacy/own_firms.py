"""The asker's firm as people introduce it: 我们恒泰机械, 我在联兴纸业上班, 单位：….

Here the firm's name need not be known. What is said of other firms is left: a maker of machines
may be named in public.
"""

import re
from collections.abc import Iterator

import rjieba

from .finds import Find, Kind
from .firms import GENERIC, NAMES_MORE
from .folding import Folded

LEGAL = (
    r"(?:(?:股份|集团)?(?:有限责任公司|有限公司)|公司|集团|"
    r"(?:专业)?合作社|家庭农场|农场|牧场|渔场|茶场|服务队|"
    r"[总分]?厂|工厂|作坊|[酒豆油粉面磨纸染醋]坊|酒店|饭店|"
    r"宾馆|超市|商行|商店|门市部|经营部|维修部|修理铺|矿|电站)"
)
TRADE = (
    "机械|模具|重工|精机|机电|电子|电气|电器|光电|科技|"
    "新材料?|材料|纺织|纺机|服饰|服装|制衣|针织|印染|化工|化纤|"
    "塑业|塑料|塑胶|橡胶|橡塑|五金|家具|家居|木业|竹业|纸业|"
    "纸品|印刷|包装|食品|饮料|药业|制药|医药|器械|装备|精工|"
    "建材|水泥|陶瓷|石材|玻璃|能源|环保|智能|精密|精铸|"
    "实业|工贸|物流|农业|茶业|酒业|乳业|牧业|渔业|水产|粮油|"
    "金属|铝业|铜业|钢业|铸造|锻造|钢构|钢铁|船舶|轴承|阀门|"
    "泵业|水泵|电缆|线缆|光学|仪器|仪表|自动化|汽配|零部件|"
    "链条|齿轮|弹簧|紧固件|电机|工具|量具|轻工|玩具|箱包|"
    "鞋业|皮革|养殖|种业|果业|饲料|矿业|煤业|电力|热电|水务|"
    "燃气|米业|面业|冶炼|机床|路桥|特陶|环卫|园林|石化|石业|"
    "漆业|织造|纺机|制造|制品|加工|养护|保洁|餐饮|印业|药械|"
    "日化|文具|眼镜|灯饰|照明|卫浴|门业|门窗|地板|涂料|颜料|"
    "肥业|农机|印务|新能源|电池|股份|集团|传动|液压|重机"
)
HAN = "[\u4e00-\u9fff()]"
OTHER = "(?![们写的在是有和与跟里这那做从把被就都去来给让叫说问想看很])"
NAME = rf"(?:{OTHER}{HAN}){{2,14}}?(?:(?:{TRADE}){{1,3}}{LEGAL}?|{LEGAL})"
END = rf"(?!{HAN}{{0,3}}(?:{LEGAL}|设备|机器|行业|专业|产品)|户)"
WE = r"(?:[我咱俺]们?(?:厂|公司|单位|家|这边)?|我司|本公司|本厂|本单位|敝司|这[边里]|此处)"
LABEL = (
    r"(?:企业|单位|公司|厂)(?:名称?|全称|抬头)?|(?:发票)?抬头|户名|"
    r"开户名|收款方|付款方|工作单位|[填申需][报求](?:单位|企业)"
)
CONTEXTS = (
    rf"{WE}(?:是|叫|在|来自|属于)?\s?[:,]?\s?(?P<name>{NAME}){END}",
    rf"(?:到|来|联系|送|寄)(?:我们?|俺们|咱们)(?P<name>{NAME}){END}",
    rf"(?:{LABEL})\s?(?:[:是为]|[^,。]{{0,4}}写|\s)?\s?(?P<name>{NAME}){END}",
    rf"(?:来自|就职于|供职于|任职于)(?P<name>{NAME}){END}",
    rf"(?:在)(?P<name>{NAME})(?=上班|工作|打工|干活|"
    rf"做事|做工|当|搞|干了|[做干开]\S{{0,4}}(?:年|个月))",
    rf"(?:^|[,。;!?、\n])\s?(?P<name>(?:{OTHER}{HAN}){{2,14}}?(?:{TRADE})?{LEGAL})(?=\s?(?:$|"
    rf"[,。;!?\n]))",
)
PATTERNS = [re.compile(pattern) for pattern in CONTEXTS]
NUMBER = re.compile(r"\d{3}[\d -]{4}|\w@\w")
"""Beside a telephone or an address of mail, a clause that is a firm's name tells who asks."""
NOBODY = re.compile(
    "^(?:上级|兄弟|客户|甲方|乙方|供应|合作|分|子|母|总|外贸|"
    "国有|民营|私营|私人|外资|合资|小|大|老|新|旧|本地|外地|当地|"
    "附近|隔壁|同行|家庭|个体|上市|各|某|该|一家|几家|两家|多家|国产|进口|自己|"
    "全|整|什么|哪家|物业|快递|保险|外包|中介|劳务|寻|求|.*(?:银行|商行$|工会))"
)


def own_firms_in(folded: Folded) -> Iterator[Find]:
    """Yield where somebody introduces their firm, in places of the original."""
    for pattern in PATTERNS:
        alone = pattern is PATTERNS[-1]
        if alone and not NUMBER.search(folded.text):
            continue
        for match in pattern.finditer(folded.text):
            if names_one(match["name"]):
                yield Find(*folded.span(*match.span("name")), Kind.FIRM)


def names_one(name: str) -> bool:
    """Whether the words name one firm, not a sort of"
    " firms: by a place or a brand that is no word."""
    if NOBODY.match(name):
        return False
    tags = [(word, tag) for word, tag in rjieba.tag(name, False) if not GENERIC.fullmatch(word)]
    while tags and re.fullmatch(f"(?:{TRADE}|{LEGAL})+", tags[-1][0]):
        tags.pop()
    single = sum(len(word) == 1 for word, _ in tags) > 1
    return single or any(tag.startswith(NAMES_MORE) for _, tag in tags)
