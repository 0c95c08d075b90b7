"""System checks of the settings; some run only with ``check --deploy``."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.translation import gettext as _

from hongmajia.config import environment


@register(Tags.compatibility)
def names_are_known(**options: Any) -> list[CheckMessage]:
    """Warn of variables that look like settings but are none: typing errors."""
    sentence = _("没有叫%(name)s的设置，它不起作用；请查docs/operations.md里的表。")
    return [
        Warning(sentence % {"name": name}, id="hongmajia.W001")
        for name in environment.unknown_names()
    ]


@register(Tags.security, deploy=True)
def site_is_behind_tls(**options: Any) -> list[CheckMessage]:
    """Warn of a site without TLS, and of one whose number of proxies is not set."""
    if not settings.HTTPS:
        sentence = _("HONGMAJIA_SITE不是https网址：登录和表单不加密。请写公开的https网址。")
        return [Warning(sentence, id="hongmajia.W002")]
    if not settings.PROXY_HOPS:
        sentence = _(
            "网站走https，HONGMAJIA_PROXY_HOPS却是0：访问者的地址会记成代理的地址，"
            "一人输错，大家一起被锁。请写前面有几层代理。"
        )
        return [Warning(sentence, id="hongmajia.W003")]
    return []


@register(Tags.security, deploy=True)
def mail_is_sent(**options: Any) -> list[CheckMessage]:
    """Warn if no mail server is set: mail is then printed only."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    sentence = _("没有设HONGMAJIA_MAIL_URL：邮件只打印出来，不寄出去。")
    return [Warning(sentence, id="hongmajia.W004")]
