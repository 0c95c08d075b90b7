"""Verbs of the events on service accounts and tokens."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InterfaceVerb(TextChoices):
    """Verbs of what security administrators do; each label is the sentence of the event."""

    OPENED = "program.opened", _("%(actor)s给%(union)s开通接口账号%(program)s（%(scopes)s）")
    CHANGED = "program.changed", _("%(actor)s改接口账号%(program)s的权限：%(scopes)s")
    ENDED = "program.ended", _("%(actor)s停用接口账号%(program)s")
    TOKEN_ISSUED = "token.issued", _("%(actor)s给%(program)s发口令%(prefix)s，用到%(day)s")
    TOKEN_REVOKED = "token.revoked", _("%(actor)s作废%(program)s的口令%(prefix)s")
