"""Import of artisans and teams from spreadsheets, by the same actions as the forms."""

from collections import defaultdict
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import Change, ChosenWord, FactsRow, KnownName, WordList, YesNo
from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.imports import Importer
from hongmajia.core.known_names import KnownNames
from hongmajia.core.name_fields import NameInput
from hongmajia.spelling import LAST_DIGITS, name_key, read_phone
from hongmajia.unions.enums import KEEPERS, Role
from hongmajia.unions.imports import names_of_regions, names_of_unions, regions_by_name
from hongmajia.unions.queries import MOST_UNKNOWN, manageable, unions_by_name

from .actions import (
    award_flag,
    change_helper,
    create_team,
    register_artisan,
    set_team_member,
)
from .enums import HelperKind, SkillGrade, TeamRole
from .facts import ARTISAN_FACTS, TEAM_FACTS, HonourFacts
from .fields import HonoursField
from .models import EARLIEST, MAX_RADIUS_KM, MAX_WEEKLY, Helper, this_year
from .rosters import Member, names_in, read_person, read_roster
from .updating import KnownArtisans, changes_of, kept_honours, merged_honours
from .validators import validate_specialities


class HelperRow(FactsRow):
    """The columns that artisans and teams have in common."""

    fact_set = TEAM_FACTS

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
    region = KnownName(label=_("地区"), required=False, help_text=_("县（市、区）或市的全称"))
    place_text = forms.CharField(
        label=_("所在地"), max_length=40, required=False, help_text=_("不在浙江的填这里")
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

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        if {"name", "union", "trade"} <= facts.keys() and self._is_on_roll(facts):
            self.add_error("name", _now("这家工会的名册上已经有了，请删掉这一行。"))
        return facts

    def _is_on_roll(self, facts: dict[str, Any]) -> bool:
        """The rule of ``queries.duplicates_of``, on data that ``shared`` loaded for all rows."""
        known = self.shared["roll"].get((name_key(facts["name"]), facts["union"].pk), [])
        phone, work = facts.get("phone"), (facts["trade"], facts.get("workplace", ""))
        return any((phone and phone == k["phone"]) or work == k["work"] for k in known)


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

    field_order = ["name", "phone", "union", "trade", "skill_grade", "trade_since"]
    updates = True

    def clean(self) -> dict[str, Any]:
        """Find out whom the row means; they are changed, not registered again."""
        facts = self.cleaned_data
        if {"name", "union", "trade"} <= facts.keys() and not self.errors:
            try:
                self.existing = self.shared["known"].person_of(facts)
            except forms.ValidationError as error:
                self.add_error("name", error)
        return facts

    def new_facts(self) -> dict[str, Any]:
        """The facts that are filled in: what is there already is never emptied."""
        return {name: value for name, value in self.facts().items() if self.data.get(name)}

    def new_honours(self) -> list[HonourFacts] | None:
        """The honours of the person with those of the row; ``None`` if it names none."""
        written = self.cleaned_data["honours"]
        return merged_honours(kept_honours(self.existing), written) if written else None

    def changes(self) -> list[Change]:
        return changes_of(self.existing, self.new_facts(), self.new_honours())


class TeamRow(HelperRow):
    """The row of one service team with its members and its flag."""

    field_order = ["name", "union", "trade", "leader", "members", "flag_on", "flag_by"]

    name = NameInput(label=_("队名"), max_length=60)
    leader = forms.CharField(
        label=_("队长"), required=False, help_text=_("先登记师傅；同名的写手机号或后四位")
    )
    members = forms.CharField(
        label=_("队员"),
        required=False,
        help_text=_("小组名后面写冒号，人之间用顿号，组之间用分号；不分组就只写人"),
    )
    flag_on = DayField(label=_("授旗日期"), required=False)
    flag_by = KnownName(label=_("授旗单位"), required=False, help_text=_("您是干部的工会"))

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["flag_by"].known = self.shared["givers"]  # type: ignore[attr-defined]

    def clean_leader(self) -> Helper | None:
        """The artisan who leads the team."""
        name = read_person(self.cleaned_data["leader"])
        return self._artisan(name) if name else None

    def clean_members(self) -> list[tuple[Member, Helper]]:
        """Each member as written, and the artisan who is meant."""
        members = read_roster(self.cleaned_data["members"])
        return [(member, self._artisan(member.name)) for member in members]

    def _artisan(self, name: str) -> Helper:
        """The only artisan with this name or number; ``ValidationError`` for none or several."""
        people = self.shared["people"]
        found = people.find(name) or people.find(read_phone(name))
        if len(found) == 1:
            return found[0]
        if found:
            message = _now("有%(n)s位“%(name)s”，请改写手机号。")
            raise forms.ValidationError(message % {"n": len(found), "name": name})
        message = _now("名册上没有“%(name)s”，请先登记这位师傅。") % {"name": name}
        near = people.near(name)
        raise forms.ValidationError(
            message + (_now("是不是“%(near)s”？") % {"near": near} if near else "")
        )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        on, by = facts.get("flag_on"), facts.get("flag_by")
        if bool(on) != bool(by) and not {"flag_on", "flag_by"} & self.errors.keys():
            self.add_error("flag_on", _now("授旗日期和授旗单位要么都填，要么都空着。"))
        if on and on > timezone.localdate():
            self.add_error("flag_on", _now("授旗日期还没到，请授旗以后再登记。"))
        if by and "union" in facts and not facts["union"].path.startswith(by.path):
            self.add_error("flag_by", _now("授旗单位是队伍所属的工会或者它的上级。"))
        return facts


class HelperImport(Importer):
    """What both imports have in common; ``shared`` queries once for all rows."""

    right = "people.register_any"
    section = "people"
    page = "helper"
    helper_kind: HelperKind
    # As `queries.duplicates_of`.
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "union", "trade", "workplace"),)
    examples = {
        "union": "湖州市总工会",
        "trade": "焊工",
        "specialities": "不锈钢焊接、焊接变形控制",
        "honours": "湖州市劳动模范（湖州市人民政府，2021年）；浙江工匠",
        "workplace": "湖州某某容器厂",
        "region": "吴兴区",
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

    def shared(self, actor: SignedIn, rows: list[dict[str, str]]) -> dict[str, Any]:
        return {
            "regions": regions_by_name(),
            "unions": unions_by_name(manageable(actor, *KEEPERS), _written(rows, "union")),
            "roll": self._roll({row.get("name", "") for row in rows}),
        }

    def link_to(self, made: Helper) -> tuple[str, str]:
        """With the name as it was imported: whoever keeps the roll wrote it."""
        return made.name, super().link_to(made)[1]

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        return {"region": names_of_regions(), "union": names_of_unions(actor)}

    def _roll(self, names: set[str]) -> dict[tuple[str, int], list[dict[str, Any]]]:
        """(key of the name, union id) → phone, trade and workplace of those on the roll."""
        found = Helper.objects.filter(kind=self.helper_kind, name_key__in=names, is_active=True)
        roll = defaultdict(list)
        fields = ("name_key", "union_id", "artisan__phone", "trade", "workplace")
        for name, union, phone, trade, workplace in found.values_list(*fields):
            roll[name, union].append({"phone": phone, "work": (trade, workplace)})
        return roll


class ArtisanImport(HelperImport):
    """The import of artisans."""

    kind = "artisans"
    title = _("劳模工匠")
    measure = _("位")
    form = ArtisanRow
    helper_kind = HelperKind.ARTISAN
    unique = (("phone",), *HelperImport.unique)
    most_rows = 1000
    list_url = "artisan_list"
    examples = {
        **HelperImport.examples,
        "name": "董建国",
        "phone": "13800000000",
        "skill_grade": "高级技师",
        "trade_since": "1995",
    }

    def shared(self, actor: SignedIn, rows: list[dict[str, str]]) -> dict[str, Any]:
        known = KnownArtisans(actor, _written(rows, "name"), _written(rows, "phone"))
        return {**super().shared(actor, rows), "known": known}

    def _roll(self, names: set[str]) -> dict[tuple[str, int], list[dict[str, Any]]]:
        return {}  # whoever is on a roll is ``known``, and changed

    def apply(self, row: ArtisanRow, actor: SignedIn) -> Helper:
        if row.existing is None:
            honours = row.cleaned_data["honours"]
            return register_artisan(actor=actor, honours=honours, **row.facts())
        facts = {"actor": actor, "honours": row.new_honours(), **row.new_facts()}
        return change_helper(helper=row.existing, **facts)


class TeamImport(HelperImport):
    """The import of teams with their members."""

    kind = "teams"
    title = _("服务队")
    measure = _("支")
    form = TeamRow
    most_rows = 300
    helper_kind = HelperKind.TEAM
    list_url = "team_list"
    examples = {
        **HelperImport.examples,
        "name": "湖州市工会金牌技术服务队（焊接）",
        "leader": "董建国",
        "members": "焊接工艺组：丁卫东、李明；检测组：陈平",
        "flag_on": "2026-05-01",
        "flag_by": "湖州市总工会",
    }

    def shared(self, actor: SignedIn, rows: list[dict[str, str]]) -> dict[str, Any]:
        names = {read_person(row.get("leader", "")) for row in rows}
        for row in rows:
            names |= names_in(row.get("members", ""))
        return {
            **super().shared(actor, rows),
            "givers": unions_by_name(manageable(actor, Role.CADRE), _written(rows, "flag_by")),
            "people": self._people(names - {""}, actor),
        }

    def _people(self, names: set[str], actor: SignedIn) -> KnownNames:
        """The artisans that ``names`` may mean, on the rolls that ``actor`` keeps, and a few whose
        names are near one that is not found.

        A name may also be a phone number, in any spelling, or its last four digits.
        """
        mine = Helper.objects.artisans().on_rolls_of(actor).filter(is_active=True)
        mine = mine.select_related("artisan")
        people = KnownNames()
        for helper in mine.identified_by({*names, *map(read_phone, names)}):
            phone = helper.artisan.phone
            people.add(helper, helper.name, phone, phone[-LAST_DIGITS:])
        for name in [name for name in names if not people.find(name)][:MOST_UNKNOWN]:
            for helper in mine.namesakes_nearly(name):
                people.add(helper, helper.name)
        return people

    def apply(self, row: TeamRow, actor: SignedIn) -> Helper:
        """Create the team, add its members and award its flag."""
        data = row.cleaned_data
        leader, on, by = data["leader"], data["flag_on"], data["flag_by"]
        team = create_team(actor=actor, leader=leader, honours=data["honours"], **row.facts())
        for member, artisan in data["members"]:
            role = TeamRole.GROUP_LEADER if member.is_group_leader else TeamRole.MEMBER
            role = TeamRole.LEADER if artisan == leader else role
            set_team_member(team=team, artisan=artisan, actor=actor, group=member.group, role=role)
        if on and by:
            award_flag(team=team, actor=actor, on=on, by=by)
        return team


def _written(rows: list[dict[str, str]], field: str) -> set[str]:
    """What the rows have in one column."""
    return {row.get(field, "") for row in rows}
