"""Forms of exemplary projects: the fields, what belongs to one, progress and notes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.asked import keys_of
from hongmajia.core.fields import DayField, RowsField
from hongmajia.core.forms import FactsForm, SearchField, date_input
from hongmajia.core.search import tidy
from hongmajia.people.fields import PhotoField
from hongmajia.people.models import Helper
from hongmajia.unions.models import Union
from hongmajia.unions.names_field import UnionNamesField, names_of

from ..facts import PROJECT_FACTS, STEP_FACTS
from ..models import Project, ProjectStep
from ..queries import records_to_choose


class ProjectForm(FactsForm, forms.ModelForm):
    """The fields of an exemplary project."""

    fact_set = PROJECT_FACTS

    hosts = UnionNamesField(
        label=_("在哪里做"),
        required=False,
        help_text=_("在哪些市、集团做，写它们工会的全称，一行一个。只能是您这个工会下面的。"),
    )

    class Meta:
        model = Project
        fields = ["name", "level", "status", "team", "hosts", "started_on", "text", "results"]
        field_classes = {"started_on": DayField}
        widgets = {
            "started_on": date_input(),
            "text": forms.Textarea({"rows": 6}),
            "results": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["team"]
        field.queryset = Helper.objects.teams().filter(is_active=True).order_by("name")
        if self.instance.pk:
            self.initial["hosts"] = names_of(self.instance.hosts.all())

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""


class NewProjectForm(ProjectForm):
    """A new project, for which the union can be chosen."""

    union = forms.ModelChoiceField(Union.objects.none(), label=_("哪个工会的"))
    field_order = ["union"]

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.first()


class RecordsForm(forms.ModelForm):
    """Which needs and activities belong to a project: the latest, and those chosen before.

    ``q`` searches for others by their titles; what is ticked stays.
    """

    q = SearchField(
        label=_("搜标题"), help_text=_("下面列最近的。找不到的写标题里的字，点“搜”；打了勾的留着。")
    )
    field_order = ["q"]

    class Meta:
        model = Project
        fields = ["needs", "activities"]
        labels = {"needs": _("需求"), "activities": _("活动")}
        field_classes = dict.fromkeys(("needs", "activities"), RowsField)
        widgets = dict.fromkeys(("needs", "activities"), forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sent: Any = self.data
        words = tidy(str(sent.get("q", "")))
        ticked = {name: keys_of(sent.getlist(name)) for name in ("needs", "activities") if sent}
        for name, choices in records_to_choose(self.instance, user, words, ticked).items():
            field: Any = self.fields[name]
            field.queryset = choices
            field.required = False

    def _post_clean(self) -> None:
        """Skip storing the choice in the instance, which the action does."""

    def chosen(self) -> dict[str, Any]:
        """The needs and activities, for the action."""
        return {name: self.cleaned_data[name] for name in ("needs", "activities")}


class StepForm(FactsForm, forms.ModelForm):
    """What was done in a project on a day."""

    fact_set = STEP_FACTS

    image = PhotoField(label=_("照片"), required=False)

    class Meta:
        model = ProjectStep
        fields = ["dated", "text", "image", "caption", "shows_faces", "consent_note"]
        field_classes = {"dated": DayField}
        widgets = {"dated": date_input(), "text": forms.Textarea({"rows": 4})}
        help_texts = {"consent_note": _("有人脸的要写。如“工会档案2026-5”。")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("dated", timezone.localdate())

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action creates."""


class NoteForm(forms.Form):
    """A note on a project for all its unions."""

    text = forms.CharField(
        label=_("留言"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("项目所在的工会和上级工会看得见，公开页上没有。"),
    )  # fmt: skip
