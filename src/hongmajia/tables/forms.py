"""Forms of the tables room: upload, what a cell takes, filling."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.core.scanning import UploadField
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Union
from hongmajia.unions.present import seasons_around
from hongmajia.unions.queries import OFFICES
from hongmajia.unions.querysets import under

from .contents import choices
from .enums import Period
from .models import BlankCell, BlankTable, Filling

MOST_MEGABYTES = 5


class BlankTableForm(forms.ModelForm[BlankTable]):
    """A blank table and what it is called."""

    file = UploadField(
        label=_("空表"),
        help_text=_(
            "Excel（.xlsx）或Word（.docx），不超过5MB。Word里要填的地方写成{{ 活动场次 }}这样。"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
        error_messages={"required": _("请选择空表。"), "empty": _("这个文件是空的，请换一个。")},
    )

    class Meta:
        model = BlankTable
        fields = ["file", "name", "asked_by", "union"]

    def __init__(self, data: Any, files: Any, *, user: Any) -> None:
        super().__init__(data, files)
        kept = Union.objects.filter(under(user.scope(*KEEPERS), "path"), kind__in=OFFICES)
        self.fields["union"].queryset = kept.open().order_by("path")  # type: ignore[attr-defined]
        self.fields["union"].initial = user.home_union

    def clean_file(self) -> Any:
        """Too large, or of another format by its name; the action reads the content."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".xlsx", ".docx")):
            raise ValidationError(_("请上传.xlsx或.docx；.xls、.doc先另存一下。"))
        if file.size > MOST_MEGABYTES << 20:
            raise ValidationError(_("文件超过5MB，请删掉里面的图片再上传。"))
        return file


class CellForm(forms.Form):
    """What one cell takes."""

    content = forms.ChoiceField(label=_("填什么"), required=False)
    of = forms.ModelChoiceField(
        Union.objects.none(), label=_("哪个工会的"), required=False, empty_label=_("填表的工会")
    )
    period = forms.ChoiceField(
        label=_("什么时候的"), choices=Period.choices, required=False, initial=Period.YEAR
    )

    def __init__(self, data: Any, *, table: BlankTable, cell: BlankCell | None) -> None:
        known = {"content": cell.content, "of": cell.of_id, "period": cell.period} if cell else {}
        super().__init__(data, initial=known)
        field: Any = self.fields["content"]
        field.choices = [("", _("不填")), *choices()]
        unions: Any = self.fields["of"]
        below = Union.objects.filter(path__startswith=table.union.path, kind__in=OFFICES)
        unions.queryset = below.order_by("path")

    def facts(self) -> dict[str, Any]:
        """Content, union and period of the cell."""
        said = self.cleaned_data
        return {"content": said["content"], "of": said["of"], "period": said["period"] or "year"}


class FillForm(forms.ModelForm[Filling]):
    """For which year, and of which days, a table is filled."""

    class Meta:
        model = Filling
        fields = ["season", "since", "until"]
        labels = {"season": _("年度")}
        help_texts = {"since": _("表里有“报告期”的数时才要填。")}
        field_classes = {"since": DayField, "until": DayField}
        widgets = {"since": date_input(), "until": date_input()}

    def __init__(self, data: Any = None, *, table: BlankTable, needs_days: bool) -> None:
        super().__init__(data)
        seasons = seasons_around(table.union)
        self.fields["season"].queryset = seasons.order_by("-year", "-pk")  # type: ignore[attr-defined]
        self.fields["season"].initial = seasons.current()
        self.needs_days = needs_days
        if not needs_days:
            del self.fields["since"], self.fields["until"]

    def clean(self) -> dict[str, Any]:
        """A table with numbers of the report's days needs both days, in this order."""
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if self.needs_days and not (since and until):
            raise ValidationError(_("请填报告期的起止日期。"))
        if since and until and since > until:
            raise ValidationError(_("报告期的开始比结束晚，请改一下。"))
        return said
