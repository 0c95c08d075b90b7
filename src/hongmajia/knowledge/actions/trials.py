"""Saying whether what others did works here too, and how much better it is."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.withholding import save_public
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import union_of_region
from hongmajia.notices.actions import notify
from hongmajia.unions.models import Region, Season

from ..enums import TrialVerb
from ..models import Answer, Trial
from ..querysets import open_ways
from ..whose import parties_of_trial
from .notifying import people_of


@transaction.atomic
def say_trial(
    *, season: Season, actor: Actor, worked: bool, engagement: Engagement | None = None,
    answer: Answer | None = None, before: Trial | None = None,
) -> Trial:  # fmt: skip
    """Note that somebody did as ``engagement`` did, or as ``answer`` says, and what came of it.

    An account has one word on each; ``before`` is what the same visitor said before. Saying it
    again changes it. Raises ``Refused`` if the way or the answer may not be read any more.
    """
    _refuse_closed(engagement, answer)
    user = account_of(actor)
    of = {"engagement": engagement, "answer": answer}
    known = Trial.objects.filter(user=user, **of).first() if user else before
    trial: Trial = known or Trial(season=season, union=season.union, user=user, **of)
    if known and known.worked == worked:
        return known
    trial.worked, trial.said_at = worked, timezone.now()
    need_category = engagement.need.category if engagement else None
    trial.category = answer.kind.category if answer else need_category
    if firm := user.enterprises.select_related("union", "region").first() if user else None:
        trial.enterprise, trial.union, trial.region = firm, firm.union, firm.region
    save_public(trial, parties_of_trial(trial))
    record(actor, TrialVerb.WORKED if worked else TrialVerb.FAILED, trial)
    return trial


@transaction.atomic
def tell_of_trial(
    *, trial: Trial, actor: Actor, before: str = "", after: str = "", words: str = "",
    region: Region | None = None, is_shown: bool = False,
) -> Trial:  # fmt: skip
    """Add how much better it is, what was done otherwise, and where; the master is told.

    Where it is decides for which union it counts, unless an enterprise is known.
    """
    rows = Trial.objects.select_for_update(of=("self",))
    found: Trial = rows.select_related(
        "engagement__helper__artisan__user", "engagement__helper__union",
        "engagement__helper__team__leader__user", "engagement__need__enterprise",
        "answer__kind", "enterprise", "union", "region__parent",
    ).get(pk=trial.pk)  # fmt: skip
    found.before, found.after = before.strip(), after.strip()
    found.words, found.is_shown = words.strip(), is_shown
    if region is not None and found.enterprise is None:
        found.region, found.union = region, union_of_region(region) or found.union
    found.full_clean(exclude=["user"], validate_constraints=False)
    save_public(found, parties_of_trial(found))
    record(actor, TrialVerb.TOLD, found)
    _tell_master(found)
    return found


def _tell_master(trial: Trial) -> None:
    if not trial.worked:
        return
    helper = trial.engagement.helper if trial.engagement else trial.answer.writer  # type: ignore[union-attr]
    sentence = gettext_lazy("%(who)s照着“%(title)s”做，成了")
    page = (
        reverse("way", args=[trial.engagement.need_id])
        if trial.engagement
        else reverse("kind", args=[trial.answer.kind_id])  # type: ignore[union-attr]
    )
    notify(people_of(helper), sentence, page, who=trial.label, title=trial.title)


def _refuse_closed(engagement: Engagement | None, answer: Answer | None) -> None:
    if engagement and not open_ways().filter(pk=engagement.pk).exists():
        raise Refused(_("这个做法现在不公开了。"))
    if answer and not Answer.objects.standing().filter(pk=answer.pk).exists():
        raise Refused(_("这个标准答案现在撤下了，或者正在再审。"))
