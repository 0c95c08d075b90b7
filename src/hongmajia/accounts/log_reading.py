"""The event log as an auditor reads it: filters, and what is said of them in the log itself."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.acts import all_verbs, in_chinese, sentence_of
from hongmajia.core.fields import DayField
from hongmajia.core.forms import ListFilter, SearchField, date_input
from hongmajia.core.models import Event

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def words_of(verb: str) -> str:
    """What the events of a verb say, without who did it and to what."""
    return PLACEHOLDER.sub("…", str(sentence_of(verb))).removeprefix("…").strip()


def alike(verb: str) -> list[str]:
    """All verbs whose events say the same of different records, such as that one was changed."""
    words = words_of(verb)
    return [each for each in all_verbs() if words_of(each) == words]


def _verbs() -> list[tuple[str, Any]]:
    """One choice for all verbs that say the same: nobody could tell them apart."""
    told = {words_of(verb): verb for verb in reversed(all_verbs())}
    return [("", _now("全部")), *((told[words], words) for words in sorted(told))]


class LogFilter(ListFilter):
    """Who, what, on which record and when."""

    who = SearchField(label=_("谁"), max_length=30)
    verb = forms.ChoiceField(label=_("什么事"), required=False, choices=_verbs)
    story = forms.CharField(
        label=_("哪条记录"), required=False, max_length=40,
        widget=forms.TextInput({"placeholder": "need-12"}),
    )  # fmt: skip
    since = DayField(label=_("从"), required=False, widget=date_input())
    until = DayField(label=_("到"), required=False, widget=date_input())

    def events(self) -> QuerySet[Event]:
        """The events that match."""
        wanted = self.wanted
        found = Event.objects.select_related("actor", "subject_type")
        if who := wanted.get("who"):
            found = found.filter(Q(actor__name__icontains=who) | Q(actor__username=who))
        if verb := wanted.get("verb"):
            found = found.filter(verb__in=alike(verb))
        if story := wanted.get("story"):
            found = found.filter(story=story)
        if since := wanted.get("since"):
            found = found.filter(at__gte=_midnight(since))
        if until := wanted.get("until"):
            found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
        return found

    @property
    def in_words(self) -> str:
        """The filters in Chinese, for the log."""
        told = [
            f"{in_chinese(self.fields[name].label)}：{value}" for name, value in self.wanted.items()
        ]
        return "，".join(told) or in_chinese(_("全部"))


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
