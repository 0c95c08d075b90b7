"""Putting a case before its enterprise, and again whenever its content changes."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import counted
from hongmajia.needs.queries import followers
from hongmajia.notices.actions import notify

from ..enums import AGAINST, ANSWER_DAYS, AWAITED, CaseVerb, Standing
from ..models import Case
from ..models.cases import TO_ANSWER


def put_to_enterprise(case: Case, actor: Actor) -> None:
    """Ask the enterprise about the present content; the time to answer begins anew.

    After an objection it is asked again, and the objection stands until it agrees. While an answer
    is awaited, the enterprise is not notified a second time: it always reads the latest content.
    """
    was_awaited = case.standing in AWAITED
    standing = Standing.ASKED_AGAIN if case.standing in AGAINST else Standing.ASKED
    now = timezone.now()
    due = counted(now, ANSWER_DAYS)
    stand(case, standing=standing, asked_at=now, **due.fields(TO_ANSWER))
    if standing == Standing.ASKED:  # an objection stands with the words about it
        stand(case, answered_for="", behalf_reason="")
    if was_awaited:
        return
    until = f"{timezone.localtime(due.due_at):%Y-%m-%d}"
    record(actor, CaseVerb.ENTERPRISE_ASKED, case, data={"until": until})
    sentence = gettext_lazy("案例“%(title)s”写的是您单位，请看一看，%(until)s前答复")
    page = reverse("case_answer", args=[case.pk])
    notify(followers(case.engagement.need), sentence, page, title=case.title, until=until)


def ask_if_unasked(case: Case, actor: Actor) -> None:
    """Ask the enterprise unless it has been asked about the present content."""
    if case.standing == Standing.NOT_ASKED:
        put_to_enterprise(case, actor)


def ask_about_change(case: Case, actor: Actor) -> None:
    """Ask an enterprise that was asked before, because the content has changed."""
    if case.standing != Standing.NOT_ASKED:
        put_to_enterprise(case, actor)


def stand(case: Case, **values: Any) -> None:
    """Store what the enterprise says, which is no new version of the text."""
    Case.objects.filter(pk=case.pk).update(**values)
    for name, value in values.items():
        setattr(case, name, value)
