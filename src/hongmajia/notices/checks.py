"""System checks of the SMS gateway's templates."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.translation import gettext as _

from .channels import sms
from .wording import registered_sms


@register(Tags.compatibility)
def sms_have_templates(**options: Any) -> list[CheckMessage]:
    """Warn of sentences without a template's id, if the gateway wants one, and of unknown names."""
    return list(_warnings()) if sms.is_configured() else []


@register(Tags.compatibility)
def sdk_is_there(**options: Any) -> list[CheckMessage]:
    """Refuse to start with an account at 阿里云 and without its SDK."""
    if not sms.aliyun.is_configured() or find_spec("alibabacloud_dysmsapi20170525"):
        return []
    sentence = _(
        '设了HONGMAJIA_ALIYUN_SMS，但没有装阿里云的组件：pip install "hongmajia[server,aliyun]"'
    )
    return [Error(sentence, id="hongmajia.E013")]


def _warnings() -> Iterator[CheckMessage]:
    known, given = registered_sms().keys(), settings.SMS_TEMPLATES.keys()
    if sms.needs_templates() and (missing := known - given):
        sentence = _("HONGMAJIA_SMS_TEMPLATES里没有%(names)s的模板号，这些短信发不出去。")
        yield Warning(sentence % {"names": "、".join(sorted(missing))}, id="hongmajia.W011")
    if unknown := given - known:
        sentence = _("HONGMAJIA_SMS_TEMPLATES里的%(names)s不起作用，没有叫这个名称的短信。")
        yield Warning(sentence % {"names": "、".join(sorted(unknown))}, id="hongmajia.W012")
