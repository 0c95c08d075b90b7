"""System checks of the SMS gateway's templates."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.translation import gettext as _

from .channels import sms
from .wording import registered_sms


@register(Tags.compatibility)
def sms_have_templates(**options: Any) -> list[CheckMessage]:
    """Warn of sentences without a template's id, if the gateway wants one, and of unknown names."""
    return list(_warnings()) if sms.is_configured() else []


def _warnings() -> Iterator[CheckMessage]:
    known, given = registered_sms().keys(), settings.SMS_TEMPLATES.keys()
    if sms.needs_templates() and (missing := known - given):
        sentence = _("HONGMAJIA_SMS_TEMPLATES里没有%(names)s的模板号，这些短信发不出去。")
        yield Warning(sentence % {"names": "、".join(sorted(missing))}, id="hongmajia.W011")
    if unknown := given - known:
        sentence = _("HONGMAJIA_SMS_TEMPLATES里的%(names)s不起作用，没有叫这个名称的短信。")
        yield Warning(sentence % {"names": "、".join(sorted(unknown))}, id="hongmajia.W012")
