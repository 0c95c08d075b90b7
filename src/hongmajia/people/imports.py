"""Import of artisans, by the same actions as the forms, and what imports of teams share with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import Change, ChosenWord, Doubt, FactsRow, KnownName, WordList, YesNo
from hongmajia.core.fields import PhoneField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.name_fields import NameInput
from hongmajia.unions.actions import Person, find_or_add_all
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.imports import (
    ACCOUNTS_STAY,
    names_of_regions,
    names_of_unions,
    own_union,
    regions_by_name,
)
from hongmajia.unions.queries import manageable, unions_by_name

from .actions import (
    change_helper,
    register_artisan,
    save_licence,
)
from .enums import SkillGrade
from .facts import ARTISAN_FACTS, TEAM_FACTS, HonourFacts
from .fields import HonoursField, LicencesField, VolunteerNumberField
from .models import EARLIEST, MAX_RADIUS_KM, MAX_WEEKLY, Helper, this_year
from .updating import KnownArtisans, changes_of, kept_honours, merged_honours
from .validators import validate_specialities


class HelperRow(FactsRow):
    """The columns that artisans and teams have in common."""

    fact_set = TEAM_FACTS
    updates = True

    name = NameInput(label=_("名称"), max_length=60)
    union = KnownName(label=_("所属工会"), help_text=_("系统里工会的全称；只能是您管的工会"))
    trade = forms.CharField(label=_("工种、专业"), max_length=40)
    specialities = WordList(
        label=_("专长"),
        required=False,
        validators=[validate_specialities],
        help_text=_("最拿手的几样，用顿号隔开"),
    )
    honours = HonoursField(
        label=_("荣誉"),
        required=False,
        help_text=_("几项之间用分号隔开，后面可以带括号写授予单位和年份；级别按称号认"),
    )
    workplace = forms.CharField(label=_("单位"), max_length=80, required=False)
    region = KnownName(
        label=_("地区"),
        required=False,
        help_text=_("县（市、区）或市的全称；新登记的空着，就按所属工会的地区"),
    )
    place_text = forms.CharField(
        label=_("所在地"), max_length=40, required=False, help_text=_("不在本省的填这里")
    )
    bio = forms.CharField(label=_("简介"), max_length=1000, required=False)
    weekly_capacity = forms.IntegerField(
        label=_("每周最多接几单"), min_value=0, max_value=MAX_WEEKLY, required=False
    )
    radius_km = forms.IntegerField(
        label=_("愿走多少公里"), min_value=0, max_value=MAX_RADIUS_KM, required=False
    )
    online_ok = YesNo(label=_("可以在线指导"), otherwise=True)

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["region"].known = self.shared["regions"]  # type: ignore[attr-defined]
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def first_facts(self) -> dict[str, Any]:
        """The facts of a new helper; of whom no place is told, that of the union is taken."""
        facts = self.facts()
        if not facts.get("region") and not facts.get("place_text"):
            facts["region"] = facts["union"].region
        return facts

    def new_facts(self) -> dict[str, Any]:
        """The facts that are filled in: what is there already is never emptied."""
        return {name: value for name, value in self.facts().items() if self.data.get(name)}

    def new_honours(self) -> list[HonourFacts] | None:
        """The honours of the helper with those of the row; ``None`` if it names none."""
        written = self.cleaned_data["honours"]
        return merged_honours(kept_honours(self.existing), written) if written else None


class ArtisanRow(HelperRow):
    """The row of one model worker or artisan."""

    fact_set = ARTISAN_FACTS

    name = NameInput(label=_("姓名"), max_length=60)
    phone = PhoneField(required=False)
    skill_grade = ChosenWord(
        label=_("技能等级"), choices=SkillGrade.choices, otherwise=None, required=False
    )
    trade_since = forms.IntegerField(
        label=_("入行年份"),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(this_year)],
    )

    volunteer_number = VolunteerNumberField(help_text="")
    licences = LicencesField(
        label=_("证书"),
        required=False,
        help_text=_("写名称、证号、有效期，几种之间用分号隔开；登记过的同一种证书换成新的"),
    )

    field_order = ["name", "phone", "union", "trade", "skill_grade", "trade_since"]

    def clean(self) -> dict[str, Any]:
        """Find out whom the row means; they are changed, not registered again."""
        facts = self.cleaned_data
        if {"name", "union", "trade"} <= facts.keys() and not self.errors:
            try:
                self.existing = self.shared["known"].person_of(facts)
            except forms.ValidationError as error:
                self.add_error("name", error)
        return facts

    def changes(self) -> list[Change]:
        return changes_of(self.existing, self.new_facts(), self.new_honours())

    def doubts(self) -> Iterator[Doubt]:
        """Whether a new person may be somebody of the same name and firm who is on a roll."""
        facts = self.cleaned_data
        namesakes = () if self.existing else self.shared["known"].namesakes(facts["name"])
        for one in namesakes:
            if one.workplace and one.workplace == facts.get("workplace"):
                words = {"name": one.name, "trade": one.trade, "union": one.union}
                question = _now(
                    "%(union)s的名册上有同单位的“%(name)s”（%(trade)s），是同一个人吗？"
                )
                yield Doubt(question % words, reverse("helper", args=[one.pk]))


class HelperImport(Importer):
    """What both imports have in common; ``shared`` queries once for all rows."""

    right = "people.register_any"
    section = "people"
    page = "helper"
    # As `queries.duplicates_of`.
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "union", "trade", "workplace"),)
    examples = {
        "union": "某某市总工会",
        "trade": "焊工",
        "specialities": "不锈钢焊接、焊接变形控制",
        "honours": "某某市劳动模范（某某市人民政府，2021年）；全国五一劳动奖章",
        "workplace": "某某容器厂",
        "region": "某某区",
        "place_text": "福建泉州",
        "weekly_capacity": "2",
        "radius_km": "60",
        "online_ok": "是",
    }

    @property
    def columns(self) -> dict[str, Any]:
        """The columns in their order: first those of ``field_order``, then all others."""
        fields = self.form.base_fields
        return {**{name: fields[name] for name in self.form.field_order or ()}, **fields}

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        return {
            "regions": regions_by_name(),
            "unions": unions_by_name(manageable(actor, *KEEPERS), written_in(rows, "union")),
        }

    def assumed(self, actor: SignedIn) -> dict[str, str]:
        return own_union(actor)

    def link_to(self, made: Helper) -> tuple[str, str]:
        """With the name as it was imported: whoever keeps the roll wrote it."""
        return made.name, super().link_to(made)[1]

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        return {"region": names_of_regions(), "union": names_of_unions(actor)}


class ArtisanImport(HelperImport):
    """The import of artisans."""

    kind = "artisans"
    title = _("劳模工匠")
    measure = _("位")
    form = ArtisanRow
    unique = (("phone",), *HelperImport.unique)
    most_rows = 1000
    list_url = "artisan_list"
    kept_model = Helper
    parts = frozenset(("people.Artisan", "people.Honour", "people.Licence"))
    stays = ACCOUNTS_STAY
    also_called = {
        "name": "名字 工匠 劳模姓名 工匠姓名",
        "phone": "联系电话 电话 手机 手机号码 联系方式",
        "union": "工会 推荐工会 推荐单位",
        "trade": "工种 专业 岗位",
        "specialities": "技术专长 特长 擅长",
        "honours": "荣誉称号 所获荣誉 主要荣誉",
        "workplace": "工作单位 所在单位 单位名称",
        "region": "所属县区 县区 区县 所在地区 属地",
        "bio": "个人简介 事迹",
        "licences": "证书 资格证 特种作业证 职业资格 操作证",
        "volunteer_number": "志愿者号 志愿者注册号",
    }
    examples = {
        **HelperImport.examples,
        "name": "董建国",
        "phone": "13800000000",
        "volunteer_number": "330500000001",
        "licences": "焊接与热切割 T330500000000000000 2027-06-30；压力容器焊工",
        "skill_grade": "高级技师",
        "trade_since": "1995",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        known = KnownArtisans(actor, written_in(rows, "name"), written_in(rows, "phone"))
        return {**super().shared(actor, rows), "known": known}

    def apply(self, row: ArtisanRow, actor: SignedIn) -> Helper:
        helper = self._person(row, actor)
        for licence in row.cleaned_data["licences"]:
            save_licence(helper=helper, actor=actor, **licence)
        return helper

    def _person(self, row: ArtisanRow, actor: SignedIn) -> Helper:
        if row.existing is None:
            honours = row.cleaned_data["honours"]
            return register_artisan(actor=actor, honours=honours, **row.first_facts())
        facts = {"actor": actor, "honours": row.new_honours(), **row.new_facts()}
        return change_helper(helper=row.existing, **facts)

    def apply_all(self, rows: Sequence[ArtisanRow], actor: SignedIn) -> list[Helper]:
        """The accounts of all together, so that invitations of many go out a few at a time."""
        cells = [row.cleaned_data for row in rows if row.existing is None]
        people = [Person(row["union"], row["name"], row["phone"]) for row in cells if row["phone"]]
        find_or_add_all(actor=actor, people=people)
        return super().apply_all(rows, actor)
