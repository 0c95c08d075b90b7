"""Notices by mail."""

from django.core.mail import send_mail
from django.utils import translation

from hongmajia.core.addresses import absolute

from ...models import Notice


def send(notice: Notice) -> None:
    """One short mail: the sentence as subject and first line, the page to act on below."""
    with translation.override("zh-hans"):
        text = notice.text
    send_mail(text, f"{text}\n\n{absolute(notice.url)}\n", None, [notice.recipient.email])
