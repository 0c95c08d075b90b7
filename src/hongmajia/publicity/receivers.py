"""Who takes back that his name may be public is not read of any longer, without anybody's doing."""

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
def withdraw_where_he_is_named(event: Any, subject: Any, **_more: Any) -> None:
    """Published news with his full name is withdrawn; its union may reword it."""
    if event.verb != HelperVerb.NAME_WITHDRAWN:
        return
    published = NewsItem.objects.published().prefetch_related("mentions")
    for item in published.filter(text__contains=subject.name).order_by("pk"):
        if any(artisan.pk == subject.pk for artisan in named_without_consent(item)):
            with translation.override("zh-hans"):
                withdraw_news(item=item, actor=None, reason=_("文中的师傅不再同意公开姓名"))
