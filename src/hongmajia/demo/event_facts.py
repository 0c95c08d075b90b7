"""The facts of the demonstration's events: teams, pairs, agendas, firms, people."""

QUZHOU_TEAMS = (
    "智能制造队", "焊接队", "机电维修队", "化工安全队", "电力队", "金蓝领攻关队", "现代农业队",
    "医疗健康队", "宣讲队",
)  # fmt: skip
HUZHOU_TEAMS = tuple(
    f"金牌技术服务队{name}分队" for name in ("焊接", "机电", "模具", "数控", "电气", "安全")
)
PAIRS = (
    ("傅", "余", "钳工"), ("王", "方", "焊工"), ("毛", "周", "数控车"), ("祝", "徐", "电工"),
    ("姜", "叶", "模具"), ("郑", "吴", "机修"), ("徐", "汪", "化工仪表"), ("吴", "程", "数控铣"),
    ("余", "胡", "继电保护"), ("柴", "蓝", "焊工"), ("方", "雷", "茶叶加工"), ("汪", "毛", "汽修"),
    ("占", "姜", "机器人"), ("程", "祝", "钳工"), ("胡", "柴", "电工"), ("蓝", "占", "护理"),
    ("雷", "江", "食用菌"), ("叶", "傅", "质检"), ("周", "童", "锅炉"), ("童", "郑", "装配"),
)  # fmt: skip
"""Surname of the master, of the apprentice, and what is learnt."""

QUZHOU_AGENDA = (
    ((8, 30), "arrival", "", "扫码或报名字，领座位和材料"),
    ((9, 0), "speech", "服务月安排", "10分钟"),
    ((9, 10), "flags", "", "给9支服务队授旗"),
    ((9, 30), "pairs", "", "20对师徒敬茶、换协议，师傅说一句话"),
    ((9, 55), "statement", "", "服务队、劳模、徒弟各3分钟"),
    ((10, 5), "opening", "", ""),
    ((10, 10), "lecture", "一把锉刀三十年", "钳工师傅讲"),
    ((10, 50), "guidance", "劳模进企业", "分路去企业看难题，车在东门等"),
)
QUZHOU_GUESTS = (
    ("傅师傅", "劳模，钳工", True), ("余女士", "学校工会主席", True), ("江先生", "市领导", False),
)  # fmt: skip
"""Name, post, whether they agreed to be named in public."""
CONSENT = "同意书存在衢州市总工会（演示）"
HUZHOU_AGENDA = (
    ((9, 0), "flags", "", "给6支分队授旗"),
    ((9, 20), "guidance", "分路会诊", "劳模协会服务队和6支分队到企业，职工不出厂就能问"),
    ((10, 30), "seminar", "不锈钢焊接变形", "围着白板说"),
    ((11, 0), "lecture", "焊接与切割安全", ""),
    ((11, 20), "talk", "我心向党", "劳模讲自己的事"),
)
FIRMS = {
    "330800": (
        ("三衢动力科技", "车间看设备对齿"), ("烂柯化工", "含盐废水"), ("信安食品", "包装线封口"),
    ),
    "330500": (
        ("钟管某装备", "焊接变形"), ("钟管某锻造", "模具寿命"), ("钟管某钢构", "切割安全"),
    ),
}  # fmt: skip
"""Region code of the union → firms, and what is looked at there."""

GROUPS = (
    ("model", 40, 38), ("member", 45, 45), ("apprentice", 20, 20), ("cadre", 18, 17),
    ("worker", 4, 4), ("worker", 4, 4), ("worker", 4, 3), ("school", 20, 10),
)  # fmt: skip
"""Group, how many signed up, how many of them came."""

CAME = 160
SAID = (
    (4, 24, "想要一张哪位师傅会什么的单子。"), (3, 9, "下次进车间时间长一点。"), (2, 3, ""),
    (1, 1, ""),
)  # fmt: skip
"""Answer, how many gave it, what one of them said."""

CRITERIA = {"组织周密": 25, "解决难题": 40, "群众参与": 20, "宣传到位": 15}
