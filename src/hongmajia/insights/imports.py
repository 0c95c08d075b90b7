"""Import of a ledger of an earlier year, as it was kept then."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, Doubt, KnownName, RowForm, Source
from hongmajia.core.fields import DayField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.spelling import folded
from hongmajia.unions.enums import Role
from hongmajia.unions.imports import names_of_unions
from hongmajia.unions.models import Union
from hongmajia.unions.present import present_season
from hongmajia.unions.queries import manageable, unions_by_name

from .history import AMOUNTS, add_history, without_persons
from .models import ImportedRecord

NUMBER = re.compile(
    r"(?:约|共)?((?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?)(?:件|家|场|次|场次|人|人次|条|个|小时|h)?"
)
NOTHING = "-—/无"
"""What a cell without a number consists of."""
YEAR = re.compile(r"(\d{4})年?(?:度)?")
IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
EARLIEST = 1949
KINDS = [("needs", _("需求")), ("services", _("服务"))]


class AmountField(forms.DecimalField):
    """A number with or without its unit, such as ``12人次``; an empty cell or / is 0."""

    def to_python(self, value: Any) -> Decimal:  # type: ignore[override]
        text = folded(str(value or ""))
        if not text.strip(NOTHING):
            return Decimal(0)
        if not (found := NUMBER.fullmatch(text)):
            said = _now("“%(value)s”不是一个数，请只写数字。")
            raise forms.ValidationError(said % {"value": value})
        return Decimal(found[1].replace(",", "").replace("，", ""))


class CountField(AmountField):
    """A whole number with or without its unit."""

    def to_python(self, value: Any) -> Decimal:  # type: ignore[override]
        number = super().to_python(value)
        if number != int(number):
            said = _now("“%(value)s”不是整数，请核对。") % {"value": value}
            raise forms.ValidationError(said)
        return number


class LedgerText(forms.CharField):
    """A text of which persons are blanked when it is stored."""

    def shown(self, value: str) -> str:
        """The text in the preview, as it will be stored."""
        return without_persons(value)


class WrittenDay(forms.CharField):
    """A day, maybe without its year, which other cells or the title of the table say."""

    def shown(self, value: date) -> str:
        """The day in the preview, with its year."""
        return date_format(value)


class HistoryRow(RowForm):
    """One row of a ledger of an earlier year."""

    text = LedgerText(
        label=_("内容"), max_length=300, help_text=_("什么问题、什么活动；人名、电话会遮住")
    )
    year = forms.CharField(
        label=_("年度"), required=False, help_text=_("如2025；空着就是日期里的年份")
    )
    day = WrittenDay(
        label=_("日期"), required=False,
        help_text=_("如2025-05-12；年度、标题或文件名里有年份的，可以只写5月12日"),
    )  # fmt: skip
    union = KnownName(
        label=_("工会"), required=False, help_text=_("系统里工会的全称；空着就是您的工会")
    )
    enterprise = LedgerText(label=_("企业"), max_length=80, required=False)
    kind = ChosenWord(
        label=_("类别"), choices=KINDS, otherwise=None, required=False,
        help_text=_("没有写数的行，需求算一件，服务算一场"),
    )  # fmt: skip
    needs = CountField(label=_("需求件数"), max_value=1_000_000, required=False)
    services = CountField(label=_("服务场次"), max_value=1_000_000, required=False)
    heads = CountField(label=_("服务人次"), max_value=10_000_000, required=False)
    suggestions = CountField(label=_("建议条数"), max_value=1_000_000, required=False)
    hours = AmountField(
        label=_("服务时长"), max_value=10_000_000, decimal_places=1, required=False,
        help_text=_("小时"),
    )  # fmt: skip

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Complete year, day, union and numbers from what the row says."""
        facts = self.cleaned_data
        if not self.errors:
            self._read_time(facts)
        if not self.errors and not facts["union"]:
            facts["union"] = self.shared["own"]
            if facts["union"] is None:
                self.add_error("union", _now("请写明是哪个工会的。"))
        if not self.errors and not any(facts[name] for name in AMOUNTS):
            if facts["kind"] is None:
                said = _now("这一行没有数。请填需求、场次、人次、建议、时长之一，或者填类别。")
                self.add_error("text", said)
            else:
                facts[facts["kind"]] = Decimal(1)
        return facts

    def _read_time(self, facts: dict[str, Any]) -> None:
        """Year and day; the year must be over, so that nothing is counted again this season."""
        try:
            written = _year_of(facts["year"])
            facts["day"] = _day_of(facts["day"], written or _year_in(self.source))
        except forms.ValidationError as error:
            self.add_error("day" if facts["day"] else "year", error)
            return
        day = facts["day"]
        facts["year"] = written or (day.year if day else 0)
        if not facts["year"]:
            self.add_error("year", _now("请写明是哪一年的。"))
        elif not EARLIEST <= facts["year"] < self.shared["now"]:
            said = _now("年度要填%(now)s年以前的；今年的请照平常登记。")
            self.add_error("year", said % {"now": self.shared["now"]})

    def doubts(self) -> Iterator[Doubt]:
        """Whether such a row was imported before, perhaps with the same file."""
        facts = self.cleaned_data
        known: KnownRows = self.shared["known"]
        if before := known.like(facts["union"], facts["year"], facts["day"], facts["text"]):
            question = _now("和导入过的“%(file)s”第%(row)s行一样，是同一条吗？")
            yield Doubt(question % {"file": before[0], "row": before[1]})

    def record(self) -> dict[str, Any]:
        """The fields of the record."""
        file, sheet, row, _title = self.source
        names = ("text", "year", "day", "union", "enterprise", *AMOUNTS)
        facts = {name: self.cleaned_data[name] for name in names}
        return {**facts, "file": file, "sheet": sheet[:100], "row": row}


class KnownRows:
    """The rows that were imported before, of those unions and years alone that are asked about."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], dict[tuple[date | None, str], tuple[str, int]]] = {}

    def like(self, union: Union, year: int, day: date | None, text: str) -> tuple[str, int] | None:
        """File and line of an imported row that says the same, or ``None``."""
        if (key := (union.pk, year)) not in self.found:
            self.found[key] = self._rows_of(*key)
        rows = self.found[key]
        return rows.get((day, folded(without_persons(text)))) if rows else None

    def _rows_of(self, union: int, year: int) -> dict[tuple[date | None, str], tuple[str, int]]:
        rows = ImportedRecord.objects.filter(union=union, year=year)
        facts = rows.values_list("day", "text", "file", "row")
        return {(day, folded(text)): (file, row) for day, text, file, row in facts.iterator()}


def _year_of(written: str) -> int | None:
    """The year that is written as 2025 or 2025年; ``None`` for an empty cell."""
    if not written:
        return None
    found = YEAR.fullmatch(folded(written))
    if not found:
        raise forms.ValidationError(_now("年度请写四位数，如2025。"))
    return int(found[1])


def _year_in(source: Source) -> int | None:
    """The year that the sheet, the title of the table or the file is of; ``None`` if unclear."""
    for text in (source.sheet, source.title, source.file):
        found = {*IN_TEXT.findall(text)}
        if len(found) == 1:
            return int(found.pop())
    return None


def _day_of(written: str, year: int | None) -> date | None:
    """The day; one without its year is of ``year``."""
    field, text = DayField(required=False), written.strip()
    if year and text and not re.match(r"\d{4}|\d{1,2}\D+\d{1,2}\D+\d{4}", text):
        mark = "年" if "月" in text else "."
        text = f"{year}{mark}{text}"
    day: date | None = field.clean(text)
    if year and day and day.year != year:
        raise forms.ValidationError(_now("日期不在%(year)s年，请核对。") % {"year": year})
    return day


def _first_not_over(actor: SignedIn) -> int:
    """The first year that is not over: the present one, or that of a season that runs into it."""
    today, season = timezone.localdate(), present_season(actor)
    runs = season is not None and any(stage.ends >= today for stage in season.stages.all())
    return min(season.year, today.year) if season and runs else today.year


class HistoryImport(Importer):
    """The import of a ledger into the unions of which the user is cadre."""

    kind = "history"
    title = _("往年台账")
    measure = _("条")
    right = "insights.import_history"
    form = HistoryRow
    section = "figures"
    list_url = "figures_imported"
    kept_model = ImportedRecord
    after = _("导入的只在“历年服务数据”里单独显示，注明文件和行号，不加进系统记录的数。")
    also_called = {
        "text": "服务内容 活动内容 活动名称 需求内容 问题描述 难题描述 主要内容 事项 项目名称",
        "year": "年份",
        "day": "时间 服务日期 服务时间 活动时间 活动日期 开展时间",
        "union": "填报单位 所属工会 主办单位 组织单位 县区",
        "enterprise": "企业名称 单位名称 服务企业 服务单位 公司名称",
        "needs": "需求数 需求 征集需求 解决需求",
        "services": "场次 活动场次 场数 次数",
        "heads": "人次 参加人数 参与人数 服务人数 受益人数 人数 惠及职工",
        "suggestions": "建议 合理化建议 建议数 提出建议",
        "hours": "时长 志愿服务时长 小时 服务小时",
    }
    examples = {
        "text": "到企业讲解数控机床保养",
        "year": "2025",
        "day": "2025-05-12",
        "union": "某某县总工会",
        "enterprise": "某某精工机械有限公司",
        "services": "1",
        "heads": "24",
        "suggestions": "3",
        "hours": "2.5",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        """Unions by name, the first year that is not over, and what was imported before."""
        mine = manageable(actor, Role.CADRE)
        return {
            "unions": unions_by_name(mine, written_in(rows, "union")),
            "own": mine.order_by("depth", "path").first(),
            "now": _first_not_over(actor),
            "known": KnownRows(),
        }

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        return {"union": names_of_unions(actor)}

    def apply(self, row: HistoryRow, actor: SignedIn) -> ImportedRecord:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[HistoryRow], actor: SignedIn) -> list[ImportedRecord]:
        return add_history(actor=actor, rows=[row.record() for row in rows])
