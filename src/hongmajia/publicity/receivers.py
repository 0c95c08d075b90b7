"""Withdraws news automatically when somebody named in it withdraws consent."""

from typing import Any

from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import gettext as _

from hongmajia.core.signals import acted
from hongmajia.people.enums import HelperVerb

from .actions import withdraw_news
from .models import NewsItem
from .queries import named_without_consent


@receiver(acted)
def withdraw_news_naming(event: Any, subject: Any, **_more: Any) -> None:
    """Withdraw published news with the full name of the artisan; its union may reword it."""
    if event.verb != HelperVerb.NAME_WITHDRAWN:
        return
    published = NewsItem.objects.published().prefetch_related("mentions")
    for item in published.filter(text__contains=subject.name).order_by("pk"):
        if any(artisan.pk == subject.pk for artisan in named_without_consent(item)):
            with translation.override("zh-hans"):
                withdraw_news(item=item, actor=None, reason=_("文中的师傅不再同意公开姓名"))
