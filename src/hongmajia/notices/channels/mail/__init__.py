"""The mail channel."""

from django.core.mail import send_mail
from django.utils import translation

from hongmajia.core.addresses import absolute

from ...models import Notice


def send(notice: Notice) -> None:
    """Mail the notice in Chinese: the sentence as subject and first line, then the full URL.

    Raises what the mail backend raises when the mail cannot be handed over.
    """
    with translation.override("zh-hans"):
        text = notice.text
    send_mail(text, f"{text}\n\n{absolute(notice.url)}\n", None, [notice.recipient.email])
