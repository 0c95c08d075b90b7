"""Industries by GB/T 4754-2017: twenty sections (门类) and ninety-seven divisions (大类)."""

from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .enums import Section

FIRST_KEY_INDUSTRIES = {
    "先进制造业": ("27", "34", "35", "36", "37", "38", "39", "40"),
    "数字经济": ("39", "63", "64", "65"),
    "现代服务业": ("I", "J", "M", "72"),
}
"""With which the list of a province begins (docs/adr/0087): name → sections and divisions."""

FIRST_DIVISIONS = {
    Section.A: 1, Section.B: 6, Section.C: 13, Section.D: 44, Section.E: 47, Section.F: 51,
    Section.G: 53, Section.H: 61, Section.I: 63, Section.J: 66, Section.K: 70, Section.L: 71,
    Section.M: 73, Section.N: 76, Section.O: 80, Section.P: 83, Section.Q: 84, Section.R: 86,
    Section.S: 91, Section.T: 97,
}  # fmt: skip
"""The number of the first division of each section; divisions are numbered across sections."""


class Division(TextChoices):
    """Divisions (大类) of GB/T 4754-2017, by their two-digit codes."""

    D01 = "01", _("农业")
    D02 = "02", _("林业")
    D03 = "03", _("畜牧业")
    D04 = "04", _("渔业")
    D05 = "05", _("农、林、牧、渔专业及辅助性活动")
    D06 = "06", _("煤炭开采和洗选业")
    D07 = "07", _("石油和天然气开采业")
    D08 = "08", _("黑色金属矿采选业")
    D09 = "09", _("有色金属矿采选业")
    D10 = "10", _("非金属矿采选业")
    D11 = "11", _("开采专业及辅助性活动")
    D12 = "12", _("其他采矿业")
    D13 = "13", _("农副食品加工业")
    D14 = "14", _("食品制造业")
    D15 = "15", _("酒、饮料和精制茶制造业")
    D16 = "16", _("烟草制品业")
    D17 = "17", _("纺织业")
    D18 = "18", _("纺织服装、服饰业")
    D19 = "19", _("皮革、毛皮、羽毛及其制品和制鞋业")
    D20 = "20", _("木材加工和木、竹、藤、棕、草制品业")
    D21 = "21", _("家具制造业")
    D22 = "22", _("造纸和纸制品业")
    D23 = "23", _("印刷和记录媒介复制业")
    D24 = "24", _("文教、工美、体育和娱乐用品制造业")
    D25 = "25", _("石油、煤炭及其他燃料加工业")
    D26 = "26", _("化学原料和化学制品制造业")
    D27 = "27", _("医药制造业")
    D28 = "28", _("化学纤维制造业")
    D29 = "29", _("橡胶和塑料制品业")
    D30 = "30", _("非金属矿物制品业")
    D31 = "31", _("黑色金属冶炼和压延加工业")
    D32 = "32", _("有色金属冶炼和压延加工业")
    D33 = "33", _("金属制品业")
    D34 = "34", _("通用设备制造业")
    D35 = "35", _("专用设备制造业")
    D36 = "36", _("汽车制造业")
    D37 = "37", _("铁路、船舶、航空航天和其他运输设备制造业")
    D38 = "38", _("电气机械和器材制造业")
    D39 = "39", _("计算机、通信和其他电子设备制造业")
    D40 = "40", _("仪器仪表制造业")
    D41 = "41", _("其他制造业")
    D42 = "42", _("废弃资源综合利用业")
    D43 = "43", _("金属制品、机械和设备修理业")
    D44 = "44", _("电力、热力生产和供应业")
    D45 = "45", _("燃气生产和供应业")
    D46 = "46", _("水的生产和供应业")
    D47 = "47", _("房屋建筑业")
    D48 = "48", _("土木工程建筑业")
    D49 = "49", _("建筑安装业")
    D50 = "50", _("建筑装饰、装修和其他建筑业")
    D51 = "51", _("批发业")
    D52 = "52", _("零售业")
    D53 = "53", _("铁路运输业")
    D54 = "54", _("道路运输业")
    D55 = "55", _("水上运输业")
    D56 = "56", _("航空运输业")
    D57 = "57", _("管道运输业")
    D58 = "58", _("多式联运和运输代理业")
    D59 = "59", _("装卸搬运和仓储业")
    D60 = "60", _("邮政业")
    D61 = "61", _("住宿业")
    D62 = "62", _("餐饮业")
    D63 = "63", _("电信、广播电视和卫星传输服务")
    D64 = "64", _("互联网和相关服务")
    D65 = "65", _("软件和信息技术服务业")
    D66 = "66", _("货币金融服务")
    D67 = "67", _("资本市场服务")
    D68 = "68", _("保险业")
    D69 = "69", _("其他金融业")
    D70 = "70", _("房地产业")
    D71 = "71", _("租赁业")
    D72 = "72", _("商务服务业")
    D73 = "73", _("研究和试验发展")
    D74 = "74", _("专业技术服务业")
    D75 = "75", _("科技推广和应用服务业")
    D76 = "76", _("水利管理业")
    D77 = "77", _("生态保护和环境治理业")
    D78 = "78", _("公共设施管理业")
    D79 = "79", _("土地管理业")
    D80 = "80", _("居民服务业")
    D81 = "81", _("机动车、电子产品和日用产品修理业")
    D82 = "82", _("其他服务业")
    D83 = "83", _("教育")
    D84 = "84", _("卫生")
    D85 = "85", _("社会工作")
    D86 = "86", _("新闻和出版业")
    D87 = "87", _("广播、电视、电影和录音制作业")
    D88 = "88", _("文化艺术业")
    D89 = "89", _("体育")
    D90 = "90", _("娱乐业")
    D91 = "91", _("中国共产党机关")
    D92 = "92", _("国家机构")
    D93 = "93", _("人民政协、民主党派")
    D94 = "94", _("社会保障")
    D95 = "95", _("群众团体、社会团体和其他成员组织")
    D96 = "96", _("基层群众自治组织及其他组织")
    D97 = "97", _("国际组织")


def section_of(division: str) -> Section:
    """The section of a division's two-digit code: ``35`` → C 制造业."""
    return next(s for s, first in reversed(FIRST_DIVISIONS.items()) if first <= int(division))


def industry_choices() -> list[tuple[Any, Any]]:
    """Choices of a form field: a group for each section.

    The group has the section itself first, for users who do not know the division, and then its
    divisions.
    """
    choices: list[tuple[Any, Any]] = [("", _("请选择"))]
    for section, divisions in groupby(Division, section_of):
        group = [(d.value, f"{d.value} {d.label}") for d in divisions]
        choices.append(
            (f"{section.value} {section.label}", [(section.value, section.label), *group])
        )
    return choices


def industry_words() -> list[tuple[str, Any]]:
    """Choices of a spreadsheet column: the sections, then the divisions, as (code, name)."""
    sections = [(s.value, s.label) for s in Section]
    return sections + [(d.value, d.label) for d in Division]


def split(industry: str) -> tuple[str, str]:
    """Section and division of a code of either: ``35`` → (C, 35), ``C`` → (C, empty)."""
    return (section_of(industry).value, industry) if industry.isdigit() else (industry, "")
