"""Faults that keep news from being published, and its links."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hongmajia.cases.models import Case
from hongmajia.core.withholding import BY_OFFICES, Whose, original_texts
from hongmajia.people.models import Artisan, Helper
from hongmajia.services.models import Activity
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.querysets import under

from .models import NewsItem, Project

TOLD = ("title", "summary", "text")
"""The texts of news in which people may be named."""

SHORTEST_NAME = 2
"""Shorter names are not searched for in texts."""

CHOICES = 30
"""How many of the newest cases, activities and projects a form offers as links."""


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


def named_in_project(project: Project) -> Whose:
    """Return who may be named in a project: those who agreed for all purposes."""
    return publicly_named("\n".join((project.name, project.text, project.results)))


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


def linked(item: NewsItem, user: Any) -> dict[str, Any]:
    """The links of the item that ``user`` may see."""
    return {
        "cases": item.cases.visible_to(user),
        "activities": item.activities.visible_to(user),
        "projects": item.projects.all(),
    }
