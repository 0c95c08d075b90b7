"""The register of those who helped themselves with what others had done."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day
from hongmajia.knowledge.models import Trial

from .definition import Column, Register, fact, guarded_fact, name_of


def load(trials: QuerySet[Any]) -> QuerySet[Any]:
    """With what was tried, and who tried it."""
    return trials.select_related(
        "engagement__need", "answer__kind", "union", "region__parent", "enterprise__union",
        "enterprise__region__parent",
    )  # fmt: skip


def firm(trial: Trial, reader: SignedIn) -> str:
    """The enterprise, where one is known, for staff of its union; for others where it is."""
    return name_of(trial.enterprise, reader) if trial.enterprise else trial.label


def url(trial: Trial, reader: SignedIn) -> str:
    """The page of what was tried: a kind of problem, or how one need was solved."""
    if trial.answer:
        return reverse("kind", args=[trial.answer.kind_id])
    return reverse("way", args=[trial.engagement.need_id])  # type: ignore[union-attr]


WHAT: Column[Trial] = fact(_("照着哪件做"), 32, lambda trial: trial.title)
FIRM: Column[Trial] = guarded_fact(_("企业"), 30, firm)
DAY: Column[Trial] = fact(
    _("哪天说的"), 12, lambda trial: timezone.localdate(trial.said_at), month_day
)
BETTER: Column[Trial] = fact(
    _("好了多少"), 20, lambda t: f"{t.before} → {t.after}" if t.before and t.after else ""
)
WORDS: Column[Trial] = fact(_("有哪里不同"), 40, lambda trial: trial.words)
UNION: Column[Trial] = fact(_("工会"), 24, lambda trial: trial.union.name)

TRIALS = Register[Trial](
    title=_("自助解决"),
    columns=(WHAT, FIRM, DAY, BETTER, WORDS, UNION),
    load=load,
    titled=WHAT.text,
    url=url,
    facts=(FIRM, DAY, BETTER, UNION),
)
