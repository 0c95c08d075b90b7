"""Forms of the cases room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import Actor
from hongmajia.core.fields import DayField, RowsField
from hongmajia.core.forms import ListFilter, SearchField, date_input
from hongmajia.needs.actions import deputy_of_asker
from hongmajia.needs.enums import Category
from hongmajia.papers import missing_glyphs
from hongmajia.services.models import RecordPhoto
from hongmajia.unions.models import Region

from .actions.hearing import text_mark
from .enums import HIGHEST, REVIEWERS, WRITABLE, Criterion, Reply
from .models import Booklet, Case, PublicNotice, Review
from .models.cases import CAPTION, WORDS
from .queries import photographs


def printable_only(text: str) -> None:
    """Raise ``ValidationError`` if the book's fonts lack a character of ``text``."""
    if missing := missing_glyphs(text):
        words = _t("这些字印不出来，请换一种写法：%(signs)s")
        raise ValidationError(words % {"signs": missing}, code="unprintable")


class PrintedForm(forms.ModelForm):
    """A form whose texts will be printed: characters without a glyph are errors."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    printable_only(value)
                except ValidationError as error:
                    self.add_error(name, error)
        return self.cleaned_data


class CaseForm(PrintedForm):
    """The written fields of a case."""

    class Meta:
        model = Case
        fields = WORDS
        help_texts = {
            "title": _("说清楚做成了什么，如“换一个顺序焊，罐体不再变形”。"),
            "gist": _("印在标题下面的事实栏里。"),
            "problem": _("企业原来难在哪里，试过什么，想做到什么样。约300字。"),
            "practice": _("师傅怎么看、怎么办，分几步。约600字。"),
            "lesson": _("别的企业、别的师傅能学到什么。约300字。"),
            "quote": _("从企业确认时写的话里摘一句，不改动意思。"),
        }
        widgets = {
            "problem": forms.Textarea(attrs={"rows": 8}),
            "practice": forms.Textarea(attrs={"rows": 16}),
            "lesson": forms.Textarea(attrs={"rows": 8}),
        }


class SeenInput(forms.HiddenInput):
    """Sends the mark of the content that the page shows, also when the form is shown again."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def format_value(self, value: Any) -> str:
        return self.mark


class AnswerForm(forms.Form):
    """The enterprise's answer about its case."""

    reply = forms.ChoiceField(
        label=_("这个案例可以公开吗"), choices=Reply.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("想对工会说"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不同意的，请写一句哪里不对、怎么改。"),
    )  # fmt: skip
    quote = forms.CharField(
        label=_("企业的话"), max_length=100, required=False,
        help_text=_("印在案例里，用您自己的话。空着就不改。"),
    )  # fmt: skip
    seen = forms.CharField(max_length=40)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"quote": case.quote}})
        self.fields["seen"].widget = SeenInput(text_mark(case))
        if case.state not in WRITABLE:
            del self.fields["quote"]


class DeputyAnswerForm(AnswerForm):
    """What the enterprise told a union about its case, with the reason why it answers so."""

    behalf_reason = forms.CharField(
        label=_("为什么代为答复"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("如“负责人某某电话里说的，不会上网”。企业看得到这一句。"),
        error_messages={"required": _("代企业答复，请写明为什么、谁怎么说的。")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("quote", None)
        self.fields["words"].label = _("企业反馈")


def answer_form_for(case: Case, actor: Actor, posted: Any = None) -> AnswerForm:
    """The form with which ``actor`` answers for themselves or for the enterprise."""
    kind = DeputyAnswerForm if deputy_of_asker(case.engagement.need, actor) else AnswerForm
    return kind(posted, case=case)


class PicturesForm(forms.Form):
    """Which of the service's photographs the case shows, each with its caption."""

    photos = RowsField(queryset=RecordPhoto.objects.none(), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {picture.photo_id: picture.caption for picture in case.pictures.all()}
        self.choices = [photo for photo in photographs(case) if photo.may_be_published]
        field: Any = self.fields["photos"]
        field.queryset = RecordPhoto.objects.filter(pk__in=[p.pk for p in self.choices])
        self.initial["photos"] = list(chosen)
        for photo in self.choices:
            self.fields[f"caption_{photo.pk}"] = forms.CharField(
                label=_("照片说明"), max_length=CAPTION, required=False,
                initial=chosen.get(photo.pk) or photo.caption, validators=[printable_only],
            )  # fmt: skip

    def rows(self) -> list[tuple[RecordPhoto, bool, Any]]:
        """Each photograph that can be chosen: whether it is chosen, the field of its caption."""
        chosen = {str(key) for key in self["photos"].value() or ()}
        return [(p, str(p.pk) in chosen, self[f"caption_{p.pk}"]) for p in self.choices]

    def captions(self) -> dict[int, str]:
        """Key of a photograph → caption."""
        return {photo.pk: self.cleaned_data[f"caption_{photo.pk}"] for photo in self.choices}


class ReviewForm(forms.ModelForm):
    """Points for each criterion and a comment."""

    class Meta:
        model = Review
        fields = (*Criterion.values, "comment")
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Criterion.values:
            self.fields[name].required = True
            self.fields[name].help_text = _t("0到%(n)s分") % {"n": HIGHEST}
            self.fields[name].widget.attrs.update(
                {"min": 0, "max": HIGHEST, "inputmode": "numeric"}
            )

    def points(self) -> dict[str, int]:
        """Criterion → points."""
        return {name: self.cleaned_data[name] for name in Criterion.values}


class AskForm(forms.Form):
    """Number of reviewers for each case."""

    count = forms.IntegerField(
        label=_("每个案例几位评审"), min_value=1, max_value=9, initial=REVIEWERS
    )


class QuotaForm(forms.Form):
    """The quota of each union below; empty means no limit."""

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"union-{line.union.pk}"] = forms.IntegerField(
                label=line.union.name,
                initial=line.amount,
                min_value=0,
                max_value=500,
                required=False,
                help_text=_t("已推荐%(n)s个") % {"n": line.used},
            )

    def changes(self) -> list[tuple[Any, int | None]]:
        """(union, new amount) for each quota that was changed."""
        wanted = [(line, self.cleaned_data[f"union-{line.union.pk}"]) for line in self.lines]
        return [(line.union, amount) for line, amount in wanted if amount != line.amount]


class NoticeForm(forms.ModelForm):
    """Dates of a public notice, and the office that takes objections."""

    class Meta:
        model = PublicNotice
        fields = ("opens_on", "closes_on", "office", "phone")
        field_classes = {"opens_on": DayField, "closes_on": DayField}
        widgets = {
            "opens_on": date_input(),
            "closes_on": date_input(),
        }


class BookletForm(PrintedForm):
    """Title, date, grouping and texts of a book."""

    class Meta:
        model = Booklet
        fields = ("title", "subtitle", "printed_on", "grouping", "editorial", "foreword")
        field_classes = {"printed_on": DayField}
        widgets = {
            "printed_on": date_input(),
            "grouping": forms.RadioSelect,
            "editorial": forms.Textarea(attrs={"rows": 10}),
            "foreword": forms.Textarea(attrs={"rows": 12}),
        }


class CaseFilter(ListFilter):
    """Filters of the public list of cases."""

    q = SearchField()
    category = forms.TypedChoiceField(
        choices=Category.choices, coerce=int, required=False, empty_value=None
    )
    region = forms.ModelChoiceField(
        queryset=Region.objects.filter(parent__isnull=True), required=False
    )
