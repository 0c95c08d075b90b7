"""衢州: the opening in a school: more than 160 people, nine flags, masters and apprentices."""

from typing import Any

from tests.actors import Province
from tests.retold.desk import Desk, an_event, days_ago, having, new_union, tell, words_of

HEADS = {"leader": 12, "model": 18, "member": 46, "apprentice": 9, "school": 79}
SURNAMES = "赵钱孙李周吴郑王冯"
UNION = "衢州市总工会"


def test_quzhou_opens_the_month_with_nine_flags_and_nine_pairs(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    union, cadre = new_union(province, province.province, UNION, "city", "330800")
    desk, commits = Desk(cadre), django_capture_on_commit_callbacks
    masters = [f"{surname}师傅" for surname in SURNAMES]
    teams = [f"金蓝领技术服务{n}队" for n in "一二三四五六七八九"]
    rows = [{"姓名": name, "所属工会": UNION, "工种、专业": "钳工"} for name in masters]
    desk.bring("artisans", rows, work, commits)
    rows = [
        {"队名": team, "所属工会": UNION, "工种、专业": "综合", "队长": leader,
         "成立日期": days_ago(30)}
        for team, leader in zip(teams, masters, strict=True)
    ]  # fmt: skip
    desk.bring("teams", rows, work, commits)
    event = an_event(
        desk, title="“劳动创造幸福”主题宣传月启动仪式", union=union.pk, region="330802",
        place="中等专业学校礼堂", venue_kind="school",
    )  # fmt: skip
    agenda = [("09:00", "speech"), ("09:20", "flags"), ("09:40", "pairs"), ("10:00", "statement"),
              ("10:30", "opening"), ("11:00", "lecture")]  # fmt: skip
    rows_of_agenda = {
        f"form-{n}-{field}": value
        for n, (at, kind) in enumerate(agenda)
        for field, value in (("at", at), ("kind", kind))
    }
    desk.send(f"{event}agenda/", **rows_of_agenda)
    desk.send(f"{event}ceremony/plan/", flags="\n".join(teams))
    pairs = {
        f"form-{n}-{field}": value
        for n, master in enumerate(masters)
        for field, value in (
            ("master", master), ("apprentice_name", f"小{master[0]}"),
            ("workplace", "中等专业学校"), ("skill", "钳工"),
        )
    }  # fmt: skip
    term = {"starts_on": "2026-11-20", "ends_on": "2027-11-19", "goals": "独立完成一件合格的活。"}
    desk.send(f"{event}ceremony/pairs/", **pairs, **term)
    desk.send(f"{event}ceremony/", on="2026-11-20")
    desk.send(f"{event}heads/", **{group: str(n) for group, n in HEADS.items()})
    tell(desk, event, "授旗、结对，讲座，现场指导。")

    assert desk.figure(union, "heads") == ("164", 1), "one event"
    assert desk.figure(union, "heads_school") == ("79", 1)
    assert desk.figure(union, "flags") == ("9", 9)
    assert desk.figure(union, "sealed") == ("9", 9)
    page = Desk().page(f"{event}event/")
    assert [words_of(row) for row in having(page, "ev-flags", "/li[@class='given']/a")] == teams
    assert len(having(page, "ev-pairs", "/li")) == 9
    assert len(having(page, "ev-agenda", "/li")) == len(agenda)
    came = [[words_of(cell) for cell in row] for row in having(page, "nums", "/tbody/tr")]
    assert [int(row[2]) for row in came] == [*HEADS.values(), 164]
