"""Offers of helpers: the service list (技术服务清单) and the list of courses."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.models import Withholding
from hongmajia.core.search import SearchIndex
from hongmajia.people.models import Helper

from .enums import OfferKind, OfferMode
from .querysets import OfferQuerySet

offer_search = SearchIndex("offers_search")


class Offer(Withholding):
    """Something a helper can do for enterprises, such as a technique or a course."""

    PUBLIC_TEXTS = ("title", "text")

    helper = models.ForeignKey(
        Helper, on_delete=models.CASCADE, related_name="offers", verbose_name=_("谁来做")
    )
    kind = models.CharField(_("种类"), max_length=12, choices=OfferKind.choices)
    title = models.CharField(_("能解什么、能讲什么"), max_length=60)
    text = models.TextField(
        _("怎么做"), max_length=600, blank=True, validators=[MaxLengthValidator(600)]
    )
    mode = models.CharField(
        _("方式"), max_length=8, choices=OfferMode.choices, default=OfferMode.ON_SITE
    )
    duration = models.CharField(_("用时"), max_length=30, blank=True)
    max_people = models.PositiveSmallIntegerField(_("最多几人"), null=True, blank=True)
    is_listed = models.BooleanField(_("公开在清单上"), default=True)
    listed_at = models.DateTimeField(default=timezone.now, db_index=True)
    history = HistoricalRecords()

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["is_listed", "kind", "-listed_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def story(self) -> str:
        """The key under which the events of this offer are logged: that of its helper."""
        return self.helper.story

    @property
    def search_text(self) -> str:
        """The text that the search index contains for this offer."""
        return f"{self.title}\n{self.text}"
