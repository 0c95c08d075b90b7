"""Faults that keep news from being published, and its links."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hongmajia.cases.models import Case
from hongmajia.core.withholding import BY_OFFICES, Whose, original_texts
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan, Helper
from hongmajia.services.models import Activity
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Union
from hongmajia.unions.queries import (
    manageable,
    nearest_union_with_cadre,
    paths_above,
    province_paths,
)
from hongmajia.unions.querysets import under
from hongmajia.unions.visiting import shown_here
from hongmajia.unions.years import Years

from .enums import NewsState
from .models import NewsItem, PlanEntry, Project, ProjectStep
from .querysets import PlanQuerySet

TOLD = ("title", "summary", "text")
"""The texts of news in which people may be named."""

SHORTEST_NAME = 2
"""Shorter names are not searched for in texts."""

CHOICES = 30
"""How many of the newest cases, activities and projects a form offers as links."""

NOTHING: Mapping[str, Collection[int]] = {}
"""Nothing is ticked."""

NOT_ASKED = (NeedState.DRAFT, NeedState.WITHDRAWN)
"""States of needs that count nowhere."""


def faults(item: NewsItem) -> list[str]:
    """Sentences on why news cannot be published: faces and names without consent."""
    missing = [photo.caption for photo in item.photos.all() if not photo.may_be_published]
    words = [_("照片“%(caption)s”有人脸，还没记下本人同意") % {"caption": c} for c in missing]
    return words + [
        _("文中有%(name)s的全名，本人还没同意公开。可以改成“%(public)s”，或在“写到了谁”里记下同意")
        % {"name": artisan.helper.name, "public": _as_written(artisan.helper)}
        for artisan in named_without_consent(item)
    ]


def named_without_consent(item: NewsItem) -> list[Artisan]:
    """Artisans whose full name was typed without their consent, also where it is blanked."""
    typed = original_texts(item)
    told = (typed[field].text if field in typed else getattr(item, field) for field in TOLD)
    words = "\n".join(told)
    agreed = {mention.name for mention in item.mentions.all()}
    silent = Artisan.objects.filter(name_consent_at__isnull=True)
    names = silent.values_list("pk", "helper__name")
    found = [pk for pk, name in names if len(name) >= SHORTEST_NAME and name in words]
    artisans = silent.filter(pk__in=found).select_related("helper__artisan").order_by("pk")
    return [
        artisan
        for artisan in artisans
        if artisan.helper.name not in {*agreed, _as_written(artisan.helper)}
    ]


def publicly_named(words: str, *agreed: str) -> Whose:
    """Return who may be named in ``words``: the ``agreed``, and artisans who consented."""
    consented = Artisan.objects.filter(name_consent_at__isnull=False)
    names = consented.values_list("helper__name", flat=True)
    return Whose(public_names=(*agreed, *(n for n in names if n in words)), shown=BY_OFFICES)


def named_in_news(item: NewsItem, noted: Iterable[str]) -> Whose:
    """Return who may be named in news: those ``noted`` as agreed, or agreed for all purposes."""
    return publicly_named("\n".join((item.title, item.summary, item.text)), *noted)


def noted_in(item: NewsItem) -> list[str]:
    """Return the names of those whose consent to stand in ``item`` is noted."""
    return list(item.mentions.values_list("name", flat=True))


def noted_with_place(item: NewsItem) -> list[tuple[str, str]]:
    """Return the names of those whose consent is noted, with where it is filed."""
    return list(item.mentions.values_list("name", "consent_note"))


def named_in_step(step: ProjectStep) -> Whose:
    """Return who may be named in what was entered of a project."""
    return publicly_named("\n".join((step.text, step.caption)))


def named_in_project(project: Project) -> Whose:
    """Return who may be named in a project: those who agreed for all purposes."""
    return publicly_named("\n".join((project.name, project.text, project.results)))


def next_above(union: Union) -> Union | None:
    """The next union above that has a cadre, else the one directly above; ``None`` at the top."""
    paths = paths_above(union.path)[:-1]
    return nearest_union_with_cadre(paths) or union.parent if paths else None


def are_beside(union: Union, other: Union) -> bool:
    """Whether two unions are different ones of the same tier in one province."""
    if union.pk == other.pk or union.depth != other.depth:
        return False
    return len(set(province_paths([union.path, other.path]).values())) == 1


def could_show(user: Any, item: NewsItem) -> QuerySet[Union]:
    """The unions of the same tier in which the user is a cadre and that do not list it yet."""
    if not user.pk or item.state != NewsState.PUBLISHED:
        return Union.objects.none()
    (province,) = province_paths([item.union.path]).values()
    own = manageable(user).filter(depth=item.union.depth, path__startswith=province)
    found: QuerySet[Union] = own.exclude(pk=item.union_id).exclude(shown_news=item).by_path()
    return found


def unions_told_of() -> QuerySet[Union]:
    """The unions with published news of the province that is shown, by their place in the tree."""
    told = NewsItem.objects.published().filter(shown_here()).order_by().values("union")
    found: QuerySet[Union] = Union.objects.filter(pk__in=told).by_path()
    return found


def plan_of(user: Any, years: Years, query: Mapping[str, Any]) -> PlanQuerySet:
    """Rows of the plan that the user sees, in these years; ``?left=1`` those not done."""
    found: PlanQuerySet = PlanEntry.objects.visible_to(user).filter(years.of_season())
    if query.get("left"):
        found = found.open()
    return found.select_related("union").order_by("due_on", "pk")


def unions_with_projects() -> list[Union]:
    """The unions that have projects, and those where these take place, by their place."""
    here = Project.objects.filter(shown_here()).order_by()
    hosts = Project.hosts.through.objects.filter(project__in=here.values("pk")).values("union")
    found = Union.objects.filter(Q(pk__in=here.values("union")) | Q(pk__in=hosts))
    return list(found.by_path())


def _as_written(helper: Helper) -> str:
    """The public name in Chinese, whatever the language of the user interface."""
    with translation.override("zh-hans"):
        return helper.public_name


def linkable(user: Any) -> dict[str, QuerySet[Any]]:
    """By field name, what ``user`` may link to news: published cases, own activities, projects."""
    scope = user.scope(*KEEPERS)
    own = Activity.objects.filter(under(scope)).order_by("-starts_at", "-pk")
    return {
        "cases": Case.objects.published().order_by("-published_at", "-pk"),
        "activities": own,
        "projects": Project.objects.order_by("level", "-registered_at", "pk"),
    }


def records_to_choose(
    project: Project, user: Any, words: str = "", ticked: Mapping[str, Collection[int]] = NOTHING
) -> dict[str, QuerySet[Any]]:
    """By field name, what may belong to a project: the newest of its unions, and what does.

    With ``words`` the newest in whose title these stand; ``ticked`` are keys that stay among them.
    """
    path = [project.union.path]
    needs = Need.objects.visible_to(user).filter(under(path) | under(path, "home_union__path"))
    needs = needs.exclude(state__in=NOT_ASKED)
    activities = Activity.objects.filter(under(path))
    return {
        "needs": _newest(needs, project.needs, "-submitted_at", words, ticked.get("needs", ())),
        "activities": _newest(
            activities, project.activities, "-starts_at", words, ticked.get("activities", ())
        ),
    }


def _newest(
    found: QuerySet[Any], chosen: Any, order: str, words: str, ticked: Collection[int]
) -> QuerySet[Any]:
    """The newest rows with all the words in their titles, those chosen before, and those ticked."""
    named = found
    for word in words.split():
        named = named.filter(title__icontains=word)
    keys = set(named.order_by(order, "-pk").values_list("pk", flat=True)[:CHOICES])
    keys.update(chosen.values_list("pk", flat=True))
    keys.update(found.filter(pk__in=ticked).values_list("pk", flat=True))
    return found.model._default_manager.filter(pk__in=keys).order_by(order, "-pk")


def linked(item: NewsItem, user: Any) -> dict[str, Any]:
    """The links of the item that ``user`` may see."""
    return {
        "cases": item.cases.visible_to(user),
        "activities": item.activities.visible_to(user),
        "projects": item.projects.all(),
    }
