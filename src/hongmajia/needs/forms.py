"""Forms of needs: asking, entering for an enterprise, completing, correcting, listing, merging."""

import re
from contextlib import suppress
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import DayField, PhoneField, keep_number
from hongmajia.core.finding import read_number
from hongmajia.core.forms import FactsForm, SeenBy, date_input, show_readers
from hongmajia.core.name_fields import NameInput
from hongmajia.core.themes import ThemeField, keep_theme
from hongmajia.spelling import read_code
from hongmajia.unions.fields import RegionField
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name, enterprises_called
from hongmajia.unions.validators import validate_credit_code

from .actions import FROM_CLOSED_TO_OPEN
from .enums import Category, Visibility
from .facts import NEED_FACTS
from .fields import DangersField, PhotosField
from .finding import numbered
from .firm_forms import refuse_several
from .models import Need
from .suggesting import sure_category

CODE_LIKE = re.compile(r"[0-9A-Za-z]{15,20}")
"""Looks like a 统一社会信用代码, whether valid or not."""

BESIDE_NAME = re.compile(r"[\s（(:：]*([0-9A-HJ-NPQRTUWXY]{18})[\s）)]*$")
"""A code that was written after the name."""

MIN_TEXT_LENGTH = 6
"""The fewest characters a problem can be described in."""


BESIDE = "needs/_persons_asked.html"
"""The part of a form that shows what of a person stands in its texts."""


class ListForm(forms.Form):
    """What a cadre confirms when listing a need."""

    beside = BESIDE

    title = forms.CharField(
        label=gettext_lazy("标题"),
        max_length=60,
        help_text=gettext_lazy("列在清单上的一句话，不写企业和人名。"),
    )
    category = forms.TypedChoiceField(
        label=gettext_lazy("问题类别"),
        coerce=int,
        choices=Category.choices,
        widget=forms.RadioSelect,
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("谁能看见"),
        widget=forms.RadioSelect,
        choices=Visibility.choices,
        help_text=gettext_lazy("可以比提出人选的更窄，不能更宽。"),
    )
    dangers = DangersField()
    needs_doctor = forms.BooleanField(label=gettext_lazy("要医师诊疗、义诊"), required=False)
    campaign = ThemeField()

    def __init__(self, data: Any = None, *, need: Need, user: Any) -> None:
        category = need.category or sure_category(need)
        known = {"title": need.title, "category": category, "visibility": need.visibility}
        known |= {"dangers": need.dangers, "needs_doctor": need.needs_doctor}
        super().__init__(data, initial=known)
        wish = FROM_CLOSED_TO_OPEN.index(Visibility(need.visibility))
        allowed = FROM_CLOSED_TO_OPEN[: wish + 1]
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(v, label) for v, label in Visibility.choices if v in allowed]
        keep_theme(self, "needs", user)

    def facts(self) -> dict[str, Any]:
        """What ``list_need`` takes; the theme is joined afterwards."""
        return {name: said for name, said in self.cleaned_data.items() if name != "campaign"}


class MergeForm(forms.Form):
    """The need that is about the same problem, by its number."""

    number = forms.CharField(
        label=gettext_lazy("并入哪一件"),
        max_length=20,
        help_text=gettext_lazy("编号写在那一件的页面上。"),
    )

    def __init__(self, *args: Any, visible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = visible

    def clean_number(self) -> Need:
        """Return the need with this number; an error if the user cannot see one."""
        meant = numbered(*read_number(self.cleaned_data["number"]))
        need: Need | None = self.visible.filter(meant).first() if meant else None
        if need is None:
            raise forms.ValidationError(_("没有这个编号的需求，请核对。"))
        return need


READERS = {
    **dict.fromkeys(
        ("title", "text", "equipment", "conditions", "goal", "tried", "times", "photos"), SeenBy.ALL
    ),
    "contact_name": SeenBy.PARTIES,
    "contact_phone": SeenBy.PARTIES,
    "enterprise_name": SeenBy.PARTIES,
}
"""Of a need on the public list; one may also be kept from it, or name the enterprise."""


class NeedForm(FactsForm, forms.ModelForm):
    """All facts of a need; subclasses ask for all or a part of them."""

    fact_set = NEED_FACTS
    beside = BESIDE

    region = RegionField(
        by_city=False,
        label=gettext_lazy("在哪里"),
        empty_label=gettext_lazy("请选县（市、区）"),
        error_messages={"required": gettext_lazy("请选在哪里，好知道交给哪个工会。")},
    )
    dangers = DangersField()
    contact_phone = PhoneField(
        autocomplete="tel",
        error_messages={"required": gettext_lazy("请留手机号，只给办事的人看。")},
    )

    class Meta:
        model = Need
        fields = [
            "title", "text", "equipment", "conditions", "goal", "tried", "region", "industry",
            "mode", "urgency", "wanted_by", "times", "helpers_wanted", "dangers", "needs_doctor",
            "contact_name", "contact_phone", "visibility",
        ]  # fmt: skip
        field_classes = {"wanted_by": DayField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "goal": forms.Textarea(attrs={"rows": 2}),
            "mode": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "visibility": forms.RadioSelect,
            "wanted_by": date_input(),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        help_texts = {"needs_doctor": gettext_lazy("要医师的，只请有执业证的。")}
        error_messages = {
            "text": {"required": gettext_lazy("请先写一两句，遇到了什么问题。")},
            "contact_name": {"required": gettext_lazy("请写怎么称呼您，如“沈女士”。")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_readers(self, **READERS)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        if len(text) < MIN_TEXT_LENGTH:
            raise forms.ValidationError(_("再多写几个字：什么东西、出了什么毛病。"))
        return text

    def clean_wanted_by(self) -> Any:
        """Return the day; one that is past is an error, unless it was there before."""
        day = self.cleaned_data["wanted_by"]
        if day and "wanted_by" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("这一天已经过了，请选今天以后的日子。"))
        return day


class ToldForm(forms.Form):
    """On which day a need was told that was entered later, and how that came."""

    told_on = DayField(label=gettext_lazy("哪天说的"), widget=date_input())
    reason = forms.CharField(
        label=gettext_lazy("谁说的，为什么后来才录入"), max_length=300,
        help_text=gettext_lazy("会写进这件需求的经过，提出人会看到。"),
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def clean_told_on(self) -> Any:
        """Return the day; one that is to come is an error."""
        day = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("这一天还没有到，请选今天或以前的日子。"))
        return day


class SameForm(forms.Form):
    """Who has the same problem, and where to tell them that it is solved."""

    name = NameInput(
        label=gettext_lazy("怎么称呼您"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        autocomplete="tel",
        help_text=gettext_lazy("解决了好告诉您。清单上只显示有几家同样的问题。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_readers(self, name=SeenBy.UNIONS, phone=SeenBy.UNIONS)


def name_and_code(written: str) -> tuple[str, str]:
    """The name of an enterprise, and a valid credit code written after it, if there is one."""
    found = BESIDE_NAME.search(written)
    if found and found.start():
        with suppress(forms.ValidationError):
            validate_credit_code(found[1])
            return written[: found.start()], found[1]
    return written, ""


class AskForm(NeedForm):
    """The form of the ask page; an enterprise may be given by name or by code."""

    enterprise_name = NameInput(
        label=gettext_lazy("企业"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("企业全称，或18位统一社会信用代码。个人提问不用填。"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    photos = PhotosField(label=gettext_lazy("照片"), required=False)

    class Meta(NeedForm.Meta):
        fields = [name for name in NeedForm.Meta.fields if name not in ("title", "helpers_wanted")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].required = False  # a registered enterprise has one
        self.fields["text"].widget.attrs["required"] = True

    def clean_enterprise_name(self) -> str:
        """Set ``enterprise`` if it is registered; a code must be valid and registered."""
        written = str(self.cleaned_data["enterprise_name"])
        is_code = CODE_LIKE.fullmatch(read_code(written))
        if is_code:
            validate_credit_code(read_code(written))
        name, code = name_and_code(written)
        enterprise = self._meant(code or name) or self._meant(name)
        self.cleaned_data |= {"enterprise": enterprise, "credit_code": "" if enterprise else code}
        if written and enterprise is None:
            self.refuse_unknown(written, bool(is_code))
        return "" if enterprise else name

    def _meant(self, written: str) -> Enterprise | None:
        """The registered enterprise of this name or code; an error if there are several."""
        found = enterprises_called(self.registered(), written, self.data.get("region"))
        refuse_several(written, found)
        return next(iter(found), None)

    def registered(self) -> Any:
        """The enterprises that may be meant."""
        return Enterprise.objects.all()

    def refuse_unknown(self, written: str, is_code: bool) -> None:
        """Of unknown enterprises only names are accepted."""
        if is_code:
            raise forms.ValidationError(_("这个代码的企业还没有登记，请改填企业全称。"))

    def clean(self) -> dict[str, Any]:
        """Take a missing region from the registered enterprise."""
        facts = super().clean() or self.cleaned_data
        enterprise = facts.get("enterprise")
        if not facts.get("region") and enterprise:
            facts["region"] = enterprise.region
        if not facts.get("region") and "region" not in self.errors:
            self.add_error("region", self.fields["region"].error_messages["required"])
        return facts


class CallerForm(AskForm):
    """What is asked on the telephone of somebody for whom a need is written down."""

    field_order = ["contact_phone", "contact_name", "enterprise_name", "region", "text"]

    class Meta(AskForm.Meta):
        fields = [
            "text", "goal", "urgency", "times", "dangers", "needs_doctor", "region",
            "contact_name", "contact_phone", "visibility",
        ]  # fmt: skip

    photos = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = {
            "contact_phone": _("请问来电人的手机号，办得怎样好告诉对方。"),
            "contact_name": _("请问怎么称呼来电人，如“沈女士”。"),
            "text": _("请先记一两句，遇到了什么问题。"),
        }
        for name, words in required.items():
            self.fields[name].error_messages["required"] = words
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["enterprise_name"].widget.attrs["autocomplete"] = "off"
        self.fields["region"].help_text = _("企业登记过的，可以不选。")


class EnterForm(AskForm):
    """The form in which a liaison enters a need of one of their enterprises."""

    field_order = ["enterprise_name"]

    campaign = ThemeField()

    class Meta(AskForm.Meta):
        fields = NeedForm.Meta.fields

    def __init__(self, *args: Any, user: Any, enterprises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enterprises = enterprises
        keep_theme(self, "needs", user)
        self.fields["title"].required = False
        name = self.fields["enterprise_name"]
        name.required = True
        name.error_messages["required"] = _("请写替哪家企业填。")
        name.help_text = _("您联系的企业，写全称或统一社会信用代码。")
        name.widget.attrs["list"] = "enterprises"
        for contact in ("contact_name", "contact_phone"):
            self.fields[contact].required = False
            self.fields[contact].help_text = _("空着就用企业联系人的。")

    def registered(self) -> Any:
        """The liaison's own enterprises."""
        return self.enterprises

    def refuse_unknown(self, written: str, is_code: bool) -> None:
        """No unknown enterprise is accepted; one of a similar name is suggested."""
        near = enterprises_by_name(self.registered(), [written]).near(written)
        words = _("您联系的企业里没有这一家，请核对全称或代码。")
        raise forms.ValidationError(
            words + (_("是不是“%(near)s”？") % {"near": near} if near else "")
        )

    def clean(self) -> dict[str, Any]:
        """Take a missing contact from the enterprise."""
        facts = super().clean()
        enterprise = facts.get("enterprise")
        contact = enterprise.contacts.first() if enterprise else None
        facts["contact_name"] = facts.get("contact_name") or (contact.name if contact else "")
        facts["contact_phone"] = facts.get("contact_phone") or (contact.phone if contact else "")
        for name in ("contact_name", "contact_phone"):
            if not facts[name] and name not in self.errors and enterprise:
                self.add_error(name, _("这家企业还没有登记联系人，请填写。"))
        return facts


class CorrectForm(NeedForm):
    """All facts of a need, to be corrected.

    The values that were shown are sent along, so that ``facts`` holds only what this person changed
    and does not undo what somebody else has corrected meanwhile.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields or ():
            self.fields[name].show_hidden_initial = True
        if "contact_phone" in self.fields:
            keep_number(self, "contact_phone", self.instance.contact_phone)


class CompleteForm(CorrectForm):
    """What the asker of a returned need can add."""

    region = None  # type: ignore[assignment]
    photos = PhotosField(label=gettext_lazy("再加照片"), required=False)

    class Meta(NeedForm.Meta):
        fields = [
            "text", "equipment", "conditions", "goal", "tried", "times", "dangers", "needs_doctor",
            "contact_name", "contact_phone",
        ]  # fmt: skip
