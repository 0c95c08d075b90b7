"""Forms of meetings: calling one, and attaching needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import RowsField
from hongmajia.needs.models import Need
from hongmajia.people.meant import artisans_meant, the_artisan
from hongmajia.people.models import Helper
from hongmajia.services.enums import ActivityForm as Form
from hongmajia.services.forms import ActivityForm

from .facts import MEETING_FACTS


class NeedsField(RowsField):
    """A choice of needs, each with its number, place and union."""

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(**{"queryset": Need.objects.none(), "widget": widget, **options})

    def label_from_instance(self, need: Need) -> str:
        words = {"number": need.number, "title": need.title, "place": need.region.place}
        return _("%(title)s（%(number)s，%(place)s）") % words


class MeetingForm(ActivityForm):
    """A meeting for many: the speaker, the needs that are answered, who else is invited."""

    fact_set = MEETING_FACTS

    speaker = forms.ChoiceField(
        label=gettext_lazy("请谁来解答"),
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("先和师傅说好，再安排。"),
    )
    other_speaker = forms.CharField(
        label=gettext_lazy("另请一位"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("您管的名册上的姓名、手机号或者手机号后四位。填了就请这一位。"),
    )
    needs = NeedsField(
        label=gettext_lazy("会上解答哪些需求"),
        required=False,
        help_text=gettext_lazy("已列入清单、还没有师傅的。会后请提出人各自确认有没有解决。"),
    )
    listening = NeedsField(
        label=gettext_lazy("还请谁来听"),
        required=False,
        help_text=gettext_lazy("同样的问题，还没核实或者已有师傅在办的。只请来听，不算会上解决。"),
    )
    field_order = [
        "title", "speaker", "other_speaker", "needs", "listening", "union", "kind", "day", "time",
        "hours", "mode", "region", "place", "venue_kind", "host", "meeting_link", "theme", "text",
        "is_open", "places", "sign_up_until", "campaign",
    ]  # fmt: skip

    def __init__(self, *args: Any, actor: SignedIn, suggested: list[Any], **kwargs: Any) -> None:
        needs, listening = kwargs.pop("needs"), kwargs.pop("listening")
        super().__init__(*args, user=actor, served=Need.objects.none(), **kwargs)
        for name in ("served", "firms", "form"):
            del self.fields[name]
        self.actor = actor
        speakers = [(str(one.helper.pk), _described(one.helper)) for one in suggested]
        self._choose("speaker", speakers)
        for name, rows in (("needs", needs), ("listening", listening)):
            field: Any = self.fields[name]
            field.queryset = rows
            if not rows:
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if choices:
            field.initial = choices[0][0]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Find the speaker: the one that is named, else the one that is chosen."""
        cleaned = super().clean() or self.cleaned_data
        named, chosen = cleaned.get("other_speaker", ""), cleaned.get("speaker")
        try:
            if named:
                self.the_speaker = the_artisan(artisans_meant([named], self.actor), named)
            elif chosen:
                self.the_speaker = Helper.objects.select_related("artisan").get(pk=chosen)
            elif "other_speaker" not in self.errors:
                self.add_error("other_speaker", _("请写明请谁来解答。"))
        except forms.ValidationError as error:
            self.add_error("other_speaker", error)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts of the activity; a meeting is an exchange."""
        return {**super().facts(), "form": Form.EXCHANGE}


def _described(helper: Helper) -> str:
    words = [helper.public_name, helper.trade, helper.place]
    return " · ".join(filter(None, words))


class AttachForm(forms.Form):
    """Needs to be attached to a meeting."""

    needs = NeedsField(label=gettext_lazy("再加哪些需求"))

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["needs"]
        field.queryset = needs
