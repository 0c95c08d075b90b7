"""Registers of events: who came, flags, pairs sealed, questions, evaluations."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day
from hongmajia.events.models import Evaluation, Flag, Question, Seal
from hongmajia.events.queries import heads_of_activity
from hongmajia.people.models import Apprenticeship
from hongmajia.people.naming import name_for
from hongmajia.services.enums import Attendee
from hongmajia.services.models import Activity

from .activities import ACTIVITY, ActivityColumns, activity_columns, activity_url
from .attached import people
from .definition import Column, Register, fact, guarded_fact

OF_ACTIVITY = ("activity__union", "activity__region__parent")

# --- who came -------------------------------------------------------------------------------


def load_events(activities: QuerySet[Any]) -> QuerySet[Any]:
    """With names, and how many people came in all and of each group."""
    of_groups = {f"heads_{group}": heads_of_activity(group) for group in Attendee.values}
    rows = activities.annotate(came=heads_of_activity(), **of_groups)
    return rows.select_related("union", "region__parent")


CAME: Column[Any] = fact(_("参加人数"), 10, lambda row: row.came, people)


def _of_group(group: str, label: Any) -> Column[Any]:
    def read(row: Any) -> int:
        return int(getattr(row, f"heads_{group}"))

    return fact(label, 10, read)


EVENTS = Register[Activity](
    title=_("参加人数"),
    columns=(*ACTIVITY.columns, CAME, *(_of_group(*choice) for choice in Attendee.choices)),
    load=load_events,
    titled=ACTIVITY.title.text,
    url=lambda activity, reader: activity_url(activity),
    facts=(CAME, *ACTIVITY.facts),
)


def day_of(ceremony: Any) -> Any:
    """The day of a ceremony; the records are of those that took place."""
    return ceremony.on


# --- ceremonies -----------------------------------------------------------------------------

OF_FLAG: ActivityColumns[Flag] = activity_columns(lambda flag: flag.activity)
TEAM: Column[Flag] = fact(_("服务队"), 30, str)
HANDED_ON: Column[Flag] = fact(_("授旗日期"), 12, lambda flag: day_of(flag.ceremony), month_day)


def load_flags(flags: QuerySet[Any]) -> QuerySet[Any]:
    """With team, day and activity."""
    return flags.select_related("team", "ceremony", *OF_ACTIVITY)


FLAGS = Register[Flag](
    title=_("授旗"),
    columns=(TEAM, HANDED_ON, *OF_FLAG.columns),
    load=load_flags,
    titled=TEAM.text,
    url=lambda flag, reader: reverse("helper", args=[flag.team_id]),
    facts=(HANDED_ON, OF_FLAG.title, OF_FLAG.place, OF_FLAG.union),
)

OF_SEAL: ActivityColumns[Seal] = activity_columns(lambda seal: seal.activity)
SKILL: Column[Seal] = fact(_("学什么"), 32, lambda seal: seal.apprenticeship.skill)
SEALED_ON: Column[Seal] = fact(_("结对日期"), 12, lambda seal: day_of(seal.ceremony), month_day)


def master_of(seal: Seal, reader: SignedIn) -> str:
    """The master, as the reader may know them."""
    pair = seal.apprenticeship
    return name_for(reader, pair.master, pair.union)


MASTER: Column[Seal] = guarded_fact(_("师傅"), 14, master_of)


def load_seals(seals: QuerySet[Any]) -> QuerySet[Any]:
    """With master, day and activity."""
    of_pair = ("master__artisan", "master__union", "union")
    pairs = Prefetch("apprenticeship", Apprenticeship.objects.select_related(*of_pair))
    return seals.select_related("ceremony", *OF_ACTIVITY).prefetch_related(pairs)


SEALS = Register[Seal](
    title=_("仪式上结对"),
    columns=(MASTER, SKILL, SEALED_ON, *OF_SEAL.columns),
    load=load_seals,
    titled=MASTER.text,
    url=lambda seal, reader: reverse("apprenticeship", args=[seal.apprenticeship_id]),
    facts=(SKILL, SEALED_ON, OF_SEAL.title, OF_SEAL.union),
)

# --- questions ------------------------------------------------------------------------------

OF_QUESTION: ActivityColumns[Question] = activity_columns(lambda question: question.activity)
ASKED: Column[Question] = fact(_("问题"), 40, lambda question: question.text)
ANSWER: Column[Question] = fact(_("怎么答的"), 60, lambda question: question.answer)


def answerer_of(question: Question, reader: SignedIn) -> str:
    """Who answered, as the reader may know them."""
    if question.answered_by:
        return name_for(reader, question.answered_by, question.activity.union)
    return question.answerer


ANSWERER: Column[Question] = guarded_fact(_("谁答的"), 14, answerer_of)


def load_questions(questions: QuerySet[Any]) -> QuerySet[Any]:
    """With who answered, and the activity."""
    return questions.select_related("answered_by__artisan", "answered_by__union", *OF_ACTIVITY)


QUESTIONS = Register[Question](
    title=_("现场提问"),
    columns=(ASKED, ANSWER, ANSWERER, *OF_QUESTION.columns),
    load=load_questions,
    titled=ASKED.text,
    url=lambda question, reader: activity_url(question.activity),
    facts=(ANSWERER, OF_QUESTION.title, *OF_QUESTION.facts),
)

# --- evaluations ----------------------------------------------------------------------------

OF_EVALUATION: ActivityColumns[Evaluation] = activity_columns(lambda made: made.activity)
MARKS: Column[Evaluation] = fact(_("得分"), 8, lambda made: made.total)
BY: Column[Evaluation] = fact(_("谁评的"), 24, lambda made: made.union.name)
WORDS: Column[Evaluation] = fact(_("评语"), 60, lambda made: made.words)


def load_evaluations(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With marks and activity."""
    return rows.select_related("union", *OF_ACTIVITY).prefetch_related("marks")


EVALUATIONS = Register[Evaluation](
    title=_("评估场次"),
    columns=(MARKS, BY, WORDS, *OF_EVALUATION.columns),
    load=load_evaluations,
    titled=OF_EVALUATION.title.text,
    url=lambda made, reader: activity_url(made.activity),
    facts=(MARKS, BY, OF_EVALUATION.day, OF_EVALUATION.place),
)
