"""Import of enterprises from a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.actors import SignedIn, user_of
from hongmajia.core.cells import ChosenWord, Doubt, FactsRow, KnownName, YesNo
from hongmajia.core.fields import PhoneField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.known_names import KnownNames
from hongmajia.core.name_fields import NameInput
from hongmajia.spelling import read_code

from .actions import NewContact, add_contacts, add_enterprises
from .alike import FirmsAlike
from .enums import KEEPERS, Scale
from .facts import ENTERPRISE_FACTS, EnterpriseFacts
from .industries import industry_words, split
from .industry_lists import industries_around
from .known_people import KnownPeople, chunks
from .models import Enterprise, KeyIndustry, Region, Union
from .queries import manageable, unions_by_name
from .validators import validate_credit_code

MOST_AT_SCALE = 100_000
"""Rows of a file of enterprises or people; they are written many at once."""
ACCOUNTS_STAY = _("随导入开通的账号还在，要停用请到工会页面。")
AFTER_PEOPLE = _(
    "新加的人都有账号和邀请。人多的时候，邀请短信按每小时的限额陆续发出；"
    "没有接通短信，或者等不及，请在工会页面的“未启用的账号”里打印邀请单。"
)


class EnterpriseRow(FactsRow):
    """The row of one enterprise."""

    fact_set = ENTERPRISE_FACTS
    by_row = frozenset(("key_industry",))

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
    key_industry = KnownName(
        label=_("重点产业"), required=False, help_text=_("行业已经带上的不用填，如“数字经济”")
    )
    region = KnownName(label=_("地区"), help_text=_("县（市、区）的全称，如“某某县”"))
    union = KnownName(label=_("所属工会"), help_text=_("系统里工会的全称；只能是您管的工会"))
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    contact_name = NameInput(label=_("联系人姓名"), max_length=30, required=False)
    contact_phone = PhoneField(
        label=_("联系人手机号"), required=False, help_text=_("联系人用它登录，替企业提需求")
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["region"].known = self.shared["regions"]  # type: ignore[attr-defined]
        self.fields["key_industry"].known = self.shared["key_industries"]  # type: ignore[attr-defined]
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def prepare(self) -> None:
        """Of key industries of one name, mean the one of the province of the row's region."""
        places = self.shared["regions"].find(self.data.get("region", ""))
        here = {place.province_id for place in places}
        industry: Any = self.fields["key_industry"]
        industry.prefer = (lambda one: one.province_id in here) if here else None

    def clean_credit_code(self) -> str:
        code = read_code(self.cleaned_data["credit_code"])
        validate_credit_code(code)
        if code in self.shared["codes"]:
            raise forms.ValidationError(_now("这家企业已经登记过了，请删掉这一行。"))
        return code

    def clean(self) -> dict[str, Any]:
        """Check that the contact has name and number, and that nobody else has the number."""
        facts = self.cleaned_data
        name, phone = facts.get("contact_name"), facts.get("contact_phone")
        if bool(name) != bool(phone) and not {"contact_name", "contact_phone"} & self.errors.keys():
            self.add_error("contact_phone", _now("联系人的姓名和手机号要么都填，要么都空着。"))
        elif name and phone:
            try:
                self.shared["people"].refuse_other(name, phone)
            except forms.ValidationError as error:
                self.add_error("contact_phone", error)
        self._refuse_foreign_industry(facts.get("key_industry"), facts.get("region"))
        return facts

    def _refuse_foreign_industry(self, industry: KeyIndustry | None, region: Region | None) -> None:
        if industry and region and industry.province_id != region.province_id:
            words = {"industry": industry.name, "there": industry.province}
            said = _now("%(industry)s是%(there)s的重点产业，这家企业不在那里。") % words
            self.add_error("key_industry", said)

    def doubts(self) -> Iterator[Doubt]:
        """Whether the enterprise may be one that is there under nearly the same name."""
        facts = self.cleaned_data
        if found := self.shared["alike"].like(facts["name"], facts["region"].pk):
            pk, name = found
            question = _now("像已有的“%(name)s”，是同一家吗？") % {"name": name}
            yield Doubt(question, reverse("enterprise", args=[pk]))

    def new_facts(self) -> EnterpriseFacts:
        """The facts of the enterprise."""
        section, division = split(self.cleaned_data["industry"])
        facts = {**self.facts(), "section": section, "division": division}
        return cast(EnterpriseFacts, facts)


class EnterpriseImport(Importer):
    """The import of enterprises into the unions for which the user may register them."""

    kind = "enterprises"
    title = pgettext_lazy("many", "企业")
    measure = _("家")
    right = "unions.register_enterprises"
    form = EnterpriseRow
    unique = (("credit_code",),)
    most_rows = MOST_AT_SCALE
    section = "unions"
    list_url = "enterprise_list"
    after = AFTER_PEOPLE
    page = "enterprise"
    kept_model = Enterprise
    parts = frozenset(("unions.Enterprise_contacts",))
    stays = ACCOUNTS_STAY
    also_called = {
        "name": "单位名称 企业全称 公司名称 单位 企业 名称",
        "credit_code": "信用代码 社会信用代码 统一代码 机构代码",
        "industry": "所属行业 行业类别 行业分类",
        "employees": "职工数 员工人数 人数",
        "is_specialised": "是否专精特新",
        "region": "所属县区 县区 区县 所在地区 属地 所属地区",
        "union": "工会 上级工会 主管工会",
        "address": "单位地址 企业地址 详细地址",
        "contact_name": "联系人 负责人 工会主席",
        "contact_phone": "联系电话 电话 手机 手机号码 联系方式",
    }
    examples = {
        "name": "某某精工机械有限公司",
        "credit_code": "91330521MABCDE123C",
        "industry": "专用设备制造业",
        "scale": "小型",
        "employees": "86",
        "is_specialised": "是",
        "key_industry": "先进制造业",
        "region": "某某县",
        "union": "某某县总工会",
        "address": "某某镇某某路1号",
        "contact_name": "沈芳",
        "contact_phone": "13800000000",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        written = written_in(rows, "union")
        return {
            "regions": regions_by_name(),
            "key_industries": key_industries_by_name(actor),
            "unions": unions_by_name(manageable(actor, *KEEPERS), written),
            "codes": _registered(rows),
            "alike": FirmsAlike(actor),
            "people": KnownPeople(written_in(rows, "contact_phone")),
        }

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        own = [*dict.fromkeys(one.name for one in industries_around(actor))]
        return {"region": names_of_regions(), "union": names_of_unions(actor), "key_industry": own}

    def assumed(self, actor: SignedIn) -> dict[str, str]:
        return own_union(actor)

    def apply(self, row: EnterpriseRow, actor: SignedIn) -> Enterprise:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[EnterpriseRow], actor: SignedIn) -> list[Enterprise]:
        """Register the enterprises, then their contacts."""
        facts: list[Any] = [row.new_facts() for row in rows]
        added = add_enterprises(actor=actor, rows=facts)
        cells = (row.cleaned_data for row in rows)
        contacts = [
            NewContact(enterprise, row["contact_name"], row["contact_phone"])
            for enterprise, row in zip(added, cells, strict=True)
            if row["contact_phone"]
        ]
        add_contacts(actor=actor, contacts=contacts)
        return added


def _registered(rows: Sequence[Mapping[str, str]]) -> set[str]:
    """Those of the rows' credit codes that are registered already."""
    found: set[str] = set()
    for some in chunks(map(read_code, written_in(rows, "credit_code"))):
        known = Enterprise.everything.filter(credit_code__in=some)
        found.update(known.values_list("credit_code", flat=True))
    return found


MOST_NAMES = 1000
"""Names in a drop-down list of a template; beyond that nobody scrolls."""


def names_of_regions() -> list[str]:
    """All regions by the name that means one only, each city followed by its counties."""
    regions = Region.objects.divisions().select_related("parent").order_by("pk")
    return [region.place for region in regions]


def names_of_unions(actor: SignedIn) -> list[str]:
    """The unions for which the user may register somebody, those above first."""
    mine = manageable(actor, *KEEPERS).order_by("depth", "path")
    return list(mine.values_list("name", flat=True)[:MOST_NAMES])


def own_union(actor: SignedIn) -> dict[str, str]:
    """What is assumed of the column ``union``: the one union whose register the actor keeps.

    Empty for somebody who keeps those of several unions side by side.
    """
    kept = Union.objects.open().filter(path__in=user_of(actor).scope(*KEEPERS))[:2]
    return {"union": kept[0].name} if len(kept) == 1 else {}


def regions_by_name() -> KnownNames:
    """All regions by their names and code: 德清县, 德清, 湖州德清, 330521."""
    known = KnownNames()
    for region in Region.objects.divisions().select_related("parent"):
        names = (region.name, region.short_name, region.place)
        known.add(region, *names, region.adcode, apart=region.place)
    return known


def key_industries_by_name(actor: SignedIn) -> KnownNames:
    """The key industries of the actor's provinces by their names: 数字经济, 浙江省数字经济."""
    known = KnownNames()
    for industry in industries_around(actor):
        known.add(industry, industry.name, industry.full_name, apart=industry.full_name)
    return known
