"""Import of enterprises from a spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, FactsRow, KnownName, YesNo
from hongmajia.core.imports import Importer
from hongmajia.core.known_names import KnownNames
from hongmajia.core.name_fields import NameInput
from hongmajia.spelling import read_code

from .actions import add_enterprise
from .enums import KEEPERS, Scale
from .facts import ENTERPRISE_FACTS
from .industries import industry_words, split
from .models import Enterprise, Region
from .queries import manageable, unions_by_name
from .validators import validate_credit_code


class EnterpriseRow(FactsRow):
    """The row of one enterprise."""

    fact_set = ENTERPRISE_FACTS

    name = NameInput(label=_("企业名称"), max_length=80, help_text=_("营业执照上的全称"))
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), help_text=_("18位，整列设成“文本”再填")
    )
    industry = ChosenWord(
        label=_("行业"), choices=industry_words(),
        help_text=_("国民经济行业大类的名称或两位代码；分不清就填门类，如“制造业”"),
    )  # fmt: skip
    scale = ChosenWord(
        label=_("规模"), choices=Scale.choices, otherwise=Scale.SMALL, required=False
    )
    employees = forms.IntegerField(
        label=_("职工人数"), min_value=0, max_value=10_000_000, required=False
    )
    is_specialised = YesNo(label=_("专精特新"))
    region = KnownName(label=_("地区"), help_text=_("县（市、区）的全称，如“德清县”"))
    union = KnownName(label=_("所属工会"), help_text=_("系统里工会的全称；只能是您管的工会"))
    address = forms.CharField(label=_("地址"), max_length=120, required=False)

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["region"].known = self.shared["regions"]  # type: ignore[attr-defined]
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str:
        code = read_code(self.cleaned_data["credit_code"])
        validate_credit_code(code)
        if code in self.shared["codes"]:
            raise forms.ValidationError(_now("这家企业已经登记过了，请删掉这一行。"))
        return code


class EnterpriseImport(Importer):
    """The import of enterprises into the unions for which the user may register them."""

    kind = "enterprises"
    title = pgettext_lazy("many", "企业")
    measure = _("家")
    right = "unions.register_enterprises"
    form = EnterpriseRow
    unique = (("credit_code",),)
    most_rows = 2000
    section = "unions"
    list_url = "enterprise_list"
    page = "enterprise"
    examples = {
        "name": "德清县某某精工机械有限公司",
        "credit_code": "91330521MABCDE123C",
        "industry": "专用设备制造业",
        "scale": "小型",
        "employees": "86",
        "is_specialised": "是",
        "region": "德清县",
        "union": "德清县总工会",
        "address": "德清县莫干山镇1号",
    }

    def shared(self, actor: SignedIn, rows: list[dict[str, str]]) -> Any:
        written = {row.get("union", "") for row in rows}
        codes = {read_code(row.get("credit_code", "")) for row in rows}
        known = Enterprise.objects.filter(credit_code__in=codes)
        return {
            "regions": regions_by_name(),
            "unions": unions_by_name(manageable(actor, *KEEPERS), written),
            "codes": set(known.values_list("credit_code", flat=True)),
        }

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        return {"region": names_of_regions(), "union": names_of_unions(actor)}

    def apply(self, row: EnterpriseRow, actor: SignedIn) -> Enterprise:
        section, division = split(row.cleaned_data["industry"])
        return add_enterprise(actor=actor, **row.facts(), section=section, division=division)


MOST_NAMES = 1000
"""Names in a drop-down list of a template; beyond that nobody scrolls."""


def names_of_regions() -> list[str]:
    """All regions by the name that means one only, each city followed by its counties."""
    return [region.place for region in Region.objects.select_related("parent").order_by("pk")]


def names_of_unions(actor: SignedIn) -> list[str]:
    """The unions for which the user may register somebody, those above first."""
    mine = manageable(actor, *KEEPERS).order_by("depth", "path")
    return list(mine.values_list("name", flat=True)[:MOST_NAMES])


def regions_by_name() -> KnownNames:
    """All regions by their full name, short name and code: 德清县, 湖州德清, 330521."""
    known = KnownNames()
    for region in Region.objects.select_related("parent"):
        known.add(region, region.name, region.place, region.adcode, apart=region.place)
    return known
