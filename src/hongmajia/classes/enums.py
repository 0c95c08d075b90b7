"""Choices of the classes room: verbs of its events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClassVerb(TextChoices):
    """Verbs of the logged events; each label is the sentence that a timeline shows."""

    OPENED = "class.opened", _("%(actor)s开培训班“%(title)s”")
    CHANGED = "class.changed", _("%(actor)s修改%(fields)s")
    SESSION_PLANNED = "class.session", _("%(actor)s安排%(when)s的课")
    ENROLLED = "class.enrolled", _("%(actor)s登记%(n)s名学员")
    LEARNER_CHANGED = "class.learner", _("%(actor)s更正%(person)s的登记：%(fields)s")
    STRUCK_OFF = "class.struck_off", _("%(actor)s把%(person)s从名册上去掉")
    TICKED = "class.ticked", _("%(actor)s点名：%(when)s的课到了%(n)s人")
    GRADED = "class.graded", _("%(actor)s记下%(person)s达到%(grade)s")
    CERTIFIED = "class.certified", _("%(actor)s发结业证明%(n)s份")
    REVEALED = "class.revealed", _("%(actor)s查看了一位学员的电话")
