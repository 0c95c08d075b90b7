"""News and exemplary projects of the demonstration; each text says that it is invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from hongmajia.cases.models import Case
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.publicity.actions import (
    add_step,
    change_project,
    choose_records,
    note_project,
    pass_up,
)
from hongmajia.publicity.actions.plan import enter_plan, finish_plan
from hongmajia.publicity.enums import NewsState, ProjectLevel, ProjectStatus
from hongmajia.publicity.models import NewsItem, NewsPhoto, Project
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union

from .drawings import tank_ring, workshop
from .tree import Tree

TEXT = (
    "这是演示用的一篇动态，内容是编写的。\n\n"
    "早上八点，服务队到了车间。企业的师傅把图纸、样件和量好的数据摆在台上，一件一件地说。"
    "师傅们先看，后问，再动手，午饭前就试出了第一件合格的样品。\n\n"
    "下午是讲课。来听的有三十多人，笔记记了好几页。谁在现场、办了什么，服务记录里都有，"
    "企业确认以后，数字自己就加上去了。"
)


def add_news_and_projects(tree: Tree, now: datetime) -> None:
    """Add two projects, two published news items and a draft that lacks a consent."""
    projects = [add_project(tree, *facts) for facts in PROJECTS]
    huzhou = tree.by_adcode["330500"]
    first = add_news(tree, now, 3, "服务队进车间，一天试出合格样品（演示）", NewsState.PUBLISHED)
    first.projects.set(projects[:1])
    first.cases.set(Case.objects.published().filter(home_union__path__startswith=huzhou.path)[:1])
    second = add_news(tree, now, 5, "交流会开放报名，带上难题来（演示）", NewsState.PUBLISHED)
    here = Activity.objects.filter(is_open=True, union__path__startswith=huzhou.path)
    second.activities.set(here.order_by("-starts_at")[:1])
    draft = add_news(tree, now, 0, "师徒结对仪式（演示草稿）", NewsState.DRAFT)
    for item, picture, caption, faces in (
        (first, workshop(), "车间外景（演示，画的）", False),
        (second, tank_ring(), "要解决的罐体（演示，画的）", False),
        (draft, workshop(), "合影（演示，画的）", True),
    ):
        NewsPhoto.objects.create(item=item, image=picture, caption=caption, shows_faces=faces)
    pass_up(item=first, actor=tree.cadres[huzhou.pk], note="可作全省的例子（演示）")
    go_on_with(projects[0], tree, now)
    add_plan(tree, now)


def go_on_with(project: Project, tree: Tree, now: datetime) -> None:
    """Give a project its place, needs, activities, an entry with a picture, and a note."""
    union, actor, path = project.union, tree.cadres[project.union_id], project.union.path
    here = {"union__path__startswith": path}
    change_project(project=project, actor=actor, hosts=list(Union.objects.get_children(union)[:2]))
    choose_records(
        project=project, actor=actor,
        needs=Need.objects.public().filter(home_union__path__startswith=path).order_by("pk")[:6],
        activities=Activity.objects.held().filter(**here).order_by("-starts_at", "pk")[:8],
    )  # fmt: skip
    today = timezone.localdate(now)
    picture, words = (
        workshop(),
        "服务队第二次到园区，看了四家的样件，当场定下两家转成攻关。（演示）",
    )
    add_step(
        project=project, actor=actor, dated=today - timedelta(days=6), text=words, image=picture,
        caption="车间外景（演示，画的）", shows_faces=False,
    )  # fmt: skip
    words = "门诊开张，七家企业带着样件来。（演示）"
    add_step(project=project, actor=actor, dated=today - timedelta(days=30), text=words)
    note_project(
        project=project,
        actor=tree.cadres[tree.province.pk],
        text="请把每次门诊的办法记全。（演示）",
    )


PLAN = (
    ("服务月开幕（演示）", "公众号", "宣教部", -20),
    ("劳模工匠进车间系列报道（演示）", "县融媒体中心", "宣教部", -2),
    ("案例汇编发布（演示）", "工人日报", "经济部", 25),
)


def add_plan(tree: Tree, now: datetime) -> None:
    """Give Huzhou a plan with a row that is done, one that is overdue and one to come."""
    union, today = tree.by_adcode["330500"], timezone.localdate(now)
    actor = tree.cadres[union.pk]
    rows = [
        enter_plan(
            union=union, season=tree.season, actor=actor, what=what, medium=medium, who=who,
            due_on=today + timedelta(days=days),
        )
        for what, medium, who, days in PLAN
    ]  # fmt: skip
    finish_plan(entry=rows[0], actor=actor)


def add_news(tree: Tree, now: datetime, days: int, title: str, state: NewsState) -> NewsItem:
    """Add a news item of Huzhou, dated ``days`` before ``now``."""
    huzhou = tree.by_adcode["330500"]
    at = now - timedelta(days=days)
    return NewsItem.objects.create(
        union=huzhou,
        state=state,
        title=title,
        summary="企业带着难题来，师傅带着办法去。红马甲的一天，从车间开始。",
        text=TEXT,
        dated=timezone.localtime(at).date(),
        held_since=at,
        written_by=tree.cadres[huzhou.pk],
        written_at=at,
    )


PROJECTS = (
    ("330500", "金牌技术服务队进企业（演示）", ProjectLevel.PROVINCE, ProjectStatus.ACTIVE),
    ("330500", "园区焊接门诊（演示）", ProjectLevel.CITY, ProjectStatus.NURTURED),
)


def add_project(
    tree: Tree, adcode: str, name: str, level: ProjectLevel, status: ProjectStatus
) -> Project:
    """Add an exemplary project of the union of the region ``adcode``."""
    union = tree.by_adcode[adcode]
    return Project.objects.create(
        union=union,
        name=name,
        level=level,
        status=status,
        team=Helper.objects.teams().filter(union=union).order_by("pk").first(),
        text="服务队每周三到园区坐诊，企业带着样件来，当场看、当场试；解决不了的，转成攻关。（演示）",
        results="每月一场技术课，难题和办法都记下来，别处照着能做。（演示）",
    )
