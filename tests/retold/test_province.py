"""省总: five exemplary projects in four cities and a group, five groups of its association."""

from typing import Any

from hongmajia.people.models import Helper
from tests.actors import Province
from tests.retold.desk import Desk, having, new_union, words_of

HOSTS = {
    "杭州": "杭州市总工会", "宁波": "宁波市总工会", "温州": "温州市总工会", "湖州": "湖州市总工会",
    "直属": "浙能集团工会",
}  # fmt: skip
NEW = {"杭州": "330100", "宁波": "330200", "温州": "330300"}
ASSOCIATION = "浙江省劳模协会"


def test_the_province_sends_five_groups_to_five_exemplary_projects(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for place, region in NEW.items():
        new_union(province, province.province, HOSTS[place], "city", region)
    fang = Desk(province.fang)
    teams = {place: f"省劳模协会志愿服务组（{place}）" for place in HOSTS}
    rows = [
        {"队名": team, "所属工会": "浙江省总工会", "工种、专业": "综合"} for team in teams.values()
    ]
    fang.bring("teams", rows, work, django_capture_on_commit_callbacks)
    keys = {place: Helper.objects.get(name=team).pk for place, team in teams.items()}
    for n, (place, host) in enumerate(HOSTS.items()):
        said = {"sender": ASSOCIATION} if n else {"other": ASSOCIATION}
        fang.send(f"/helpers/{keys[place]}/sender/", **said)
        fang.send(
            "/projects/new/", union=province.province.pk, name=f"{place}志愿服务示范项目",
            level="1", status="active", started_on="2026-11-02", text="到企业去，解难题。",
            team=keys[place], hosts=host,
        )  # fmt: skip

    everybody = Desk()
    listed = having(everybody.page("/projects/?level=1"), "it", "/h2/a")
    assert len(listed) == 5
    for link, place in zip(reversed(listed), HOSTS, strict=True):
        assert words_of(link) == f"{place}志愿服务示范项目"
        page = words_of(everybody.page(link.get("href")))
        assert HOSTS[place] in page
        assert teams[place] in page
    facts = having(everybody.page(f"/helpers/{keys['杭州']}/"), "facts", "//a[@class='lk']")
    (sent,) = [one for one in facts if "sent_by" in one.get("href")]
    assert "5" in words_of(sent)
    opened = having(everybody.page(sent.get("href")), "off", "//h2/a")
    assert {words_of(one) for one in opened} == {*teams.values()}
