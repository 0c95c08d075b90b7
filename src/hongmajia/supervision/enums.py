"""States of a supervision (督办) and the verbs of its events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class SupervisionState(TextChoices):
    """Where a supervision stands; the transitions are in ``states.py``."""

    ASKED = "asked", pgettext_lazy("supervision", "等答复")
    ANSWERED = "answered", pgettext_lazy("supervision", "等核验")
    ACCEPTED = "accepted", pgettext_lazy("supervision", "已销号")
    MOVED = "moved", pgettext_lazy("supervision", "需求已往前办")
    RECALLED = "recalled", pgettext_lazy("supervision", "已撤销")


OPEN = (SupervisionState.ASKED, SupervisionState.ANSWERED)
"""States in which one of the two unions has to act."""

SUPERVISION_MARKS: Marks = {
    SupervisionState.ASKED: Mark("clock-hour-4", Colour.AMBER),
    SupervisionState.ANSWERED: Mark("clipboard-search", Colour.BLUE),
    SupervisionState.ACCEPTED: Mark("circle-check-filled", Colour.GREEN),
    SupervisionState.MOVED: Mark("circle-check", Colour.GREEN),
    SupervisionState.RECALLED: Mark("circle-x", Colour.GREY),
}


class SupervisionVerb(TextChoices):
    """Verbs of the events, which stand in the story of the need."""

    ORDERED = "supervision.ordered", _("%(actor)s督办，要%(union)s%(day)s前答复")
    ANSWERED = "supervision.answered", _("%(actor)s答复督办")
    REJECTED = "supervision.rejected", _("%(actor)s没有认可督办的答复，要%(day)s前再答复")
    EXTENDED = "supervision.extended", _("%(actor)s把督办的答复宽限到%(day)s")
    ACCEPTED = "supervision.accepted", _("%(actor)s认可督办的答复，督办销号")
    MOVED = "supervision.moved", _("需求往前办了，%(union)s的督办结束")
    RECALLED = "supervision.recalled", _("%(actor)s撤销督办")
