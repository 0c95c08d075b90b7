"""System checks of the settings; some run only with ``check --deploy``."""

from collections.abc import Iterator
from pathlib import Path
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


@register(Tags.compatibility)
def model_is_named(**options: Any) -> list[CheckMessage]:
    """Warn of an outside model of which only half is set."""
    if bool(settings.MODEL_URL) == bool(settings.MODEL_NAME):
        return []
    sentence = _("HONGMAJIA_MODEL_URL和HONGMAJIA_MODEL_NAME要一起写，只写一个就不用外部模型。")
    return [Warning(sentence, id="hongmajia.W010")]


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


OTHERS = 0o077
"""Permissions of the group and of everybody."""
NAMED = 5
"""Files that the warning names; of more it gives the number."""


@register(Tags.security, deploy=True)
def data_is_private(**options: Any) -> list[CheckMessage]:
    """Warn of files in the data folder that others on the machine may read or change."""
    found = [str(path) for path in _files() if path.lstat().st_mode & OTHERS]
    if not found:
        return []
    sentence = _(
        "这台机器上别的用户也能打开%(n)s个文件或文件夹：%(names)s。"
        "请运行：chmod -R go-rwx %(folder)s"
    )
    shown = "、".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
    words = sentence % {"n": len(found), "names": shown, "folder": settings.DATA}
    return [Warning(words, id="hongmajia.W005")]


def _files() -> Iterator[Path]:
    """Yield the data folder and all in it that is no link, without the public static files."""
    yield settings.DATA
    for path in sorted(settings.DATA.rglob("*")):
        if not path.is_symlink() and not path.is_relative_to(settings.STATIC_ROOT):
            yield path
