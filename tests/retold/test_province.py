"""省总: five exemplary projects in four cities and a group, and five groups of its association."""

from typing import Any

from hongmajia.people.models import Helper
from tests.actors import Province
from tests.retold.desk import Desk, having, words_of

PLACES = ("杭州", "宁波", "温州", "湖州", "直属企业")
UNION = "浙江省总工会"


def test_the_province_sends_five_groups_to_five_exemplary_projects(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    fang = Desk(province.fang)
    teams = [f"省劳模协会志愿服务{place}组" for place in PLACES]
    rows = [{"队名": team, "所属工会": UNION, "工种、专业": "综合"} for team in teams]
    fang.bring("teams", rows, work, django_capture_on_commit_callbacks)
    for place, team in zip(PLACES, teams, strict=True):
        fang.send(
            "/projects/new/", union=province.province.pk, name=f"{place}劳模工匠志愿服务",
            level="1", status="active", started_on="2026-11-02", text="到企业去，解难题。",
            team=Helper.objects.get(name=team).pk,
        )  # fmt: skip

    everybody = Desk()
    page = everybody.page("/projects/?level=1")
    links = [link for link in page.xpath("//main//a/@href") if link[10:].strip("/").isdigit()]
    assert len(set(links)) == 5
    shown = [words_of(everybody.page(link)) for link in sorted(set(links))]
    for place, team, words in zip(PLACES, teams, shown, strict=True):
        assert f"{place}劳模工匠志愿服务" in words
        assert team in words
    listed = words_of(everybody.page("/teams/"))
    assert all(team in listed for team in teams)
    assert having(page, "page-h")
