"""Import of needs from a spreadsheet, by a liaison or a cadre for their enterprises."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, ChosenWords, FactsRow, KnownName, YesNo
from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.name_fields import NameInput
from hongmajia.offers.enums import OfferMode
from hongmajia.spelling import text_key
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.imports import MOST_NAMES, names_of_regions, regions_by_name
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name
from hongmajia.unions.querysets import under

from .actions import submit_need, withdraw_need
from .asking import asker_of
from .enums import OVER, SHORT_CATEGORIES, Channel, Urgency, Visibility
from .facts import NEED_FACTS
from .forms import MIN_TEXT_LENGTH
from .models import Need
from .safety import Danger

ASKER = ("enterprise", "visibility", "contact_name")
"""Facts that say whom a text may give away."""


class NeedRow(FactsRow):
    """One row: a need of one enterprise."""

    fact_set = NEED_FACTS
    by_row = frozenset(("enterprise",))

    enterprise = KnownName(label=_("企业"), help_text=_("您联系的企业，全称或统一社会信用代码"))
    text = forms.CharField(
        label=_("问题"), min_length=MIN_TEXT_LENGTH, max_length=2000,
        help_text=_("什么东西、出了什么毛病，一两句就行"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("标题"), max_length=60, required=False, help_text=_("空着就取问题的第一句")
    )
    equipment = forms.CharField(label=_("设备、材料"), max_length=300, required=False)
    conditions = forms.CharField(label=_("工况、条件"), max_length=300, required=False)
    tried = forms.CharField(label=_("试过什么办法"), max_length=300, required=False)
    goal = forms.CharField(
        label=_("目标"), max_length=300, required=False, help_text=_("做到什么样算解决，最好有数")
    )
    category = ChosenWord(
        label=_("问题类别"), choices=SHORT_CATEGORIES.items(),
        otherwise=None, required=False, help_text=_("空着就由系统建议；核实时由工会确认"),
    )  # fmt: skip
    region = KnownName(
        label=_("地区"), required=False, help_text=_("县（市、区）的全称；空着就是企业所在地")
    )
    industry = forms.CharField(
        label=_("行业"), max_length=30, required=False, help_text=_("空着就是企业的行业")
    )
    mode = ChosenWord(
        label=_("方式"), choices=OfferMode.choices, otherwise=OfferMode.BOTH, required=False
    )
    urgency = ChosenWord(
        label=_("急不急"), choices=Urgency.choices, otherwise=Urgency.NORMAL, required=False
    )
    wanted_by = DayField(label=_("希望几时前解决"), required=False, help_text=_("如2026-06-30"))
    times = forms.CharField(label=_("方便的时间"), max_length=60, required=False)
    helpers_wanted = forms.IntegerField(
        label=_("要几位师傅"), min_value=1, max_value=20, required=False
    )
    dangers = ChosenWords(
        label=_("危险作业"), choices=Danger.choices, required=False,
        help_text=_("现场有的，用顿号隔开；没有就空着"),
    )  # fmt: skip
    needs_doctor = YesNo(label=_("要医师诊疗、义诊"))
    contact_name = NameInput(
        label=_("联系人"), max_length=30, required=False, help_text=_("空着就用企业登记的联系人")
    )
    contact_phone = PhoneField(required=False)
    visibility = ChosenWord(
        label=_("谁能看见"), choices=Visibility.choices, otherwise=Visibility.MASKED, required=False
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        enterprise: Any = self.fields["enterprise"]
        region: Any = self.fields["region"]
        enterprise.known, region.known = self.shared["enterprises"], self.shared["regions"]

    def prepare(self) -> None:
        """Of several enterprises of one name, mean the one in the region of the row."""
        places = self.shared["regions"].find(self.data.get("region", ""))
        enterprise: Any = self.fields["enterprise"]
        enterprise.prefer = (lambda one: one.region in places) if places else None

    def clean(self) -> dict[str, Any]:
        """Fill in what is known of the enterprise; a need it has submitted before is an error."""
        facts = self.cleaned_data
        if enterprise := facts.get("enterprise"):
            self._complete(facts, enterprise)
            asked = asker_of(Need(**{n: facts[n] for n in ASKER if n in facts}))
            text = text_key(asked.public(facts.get("text", "")))
            if (enterprise.pk, text) in self.shared["asked"]:
                self.add_error("text", _now("这家企业已经提过这个问题，请删掉这一行。"))
        return facts

    def _complete(self, facts: dict[str, Any], enterprise: Enterprise) -> None:
        contact = next(iter(enterprise.contacts.all()), None)
        facts["region"] = facts.get("region") or enterprise.region
        facts["helpers_wanted"] = facts.get("helpers_wanted") or 1
        facts["asker"] = contact
        known = {"contact_name": contact.name, "contact_phone": contact.phone} if contact else {}
        for name in ("contact_name", "contact_phone"):
            facts[name] = facts.get(name) or known.get(name, "")
            if not facts[name] and name not in self.errors:
                self.add_error(name, _now("这家企业还没有登记联系人，这一格请填写。"))


class NeedImport(Importer):
    """The importer; a file may hold needs of any enterprise below the importing person's unions."""

    kind = "needs"
    title = _("需求")
    measure = _("件")
    right = "needs.enter"
    form = NeedRow
    unique = (("text", "enterprise"),)
    most_rows = 500
    section = "desk"
    list_url = "need_list"
    page = "need"
    kept_model = Need
    parts = frozenset(("needs.Need_shown_to", "matching.ProblemNeed"))
    stays = _("撤回的需求留着编号和经过。")
    also_called = {
        "enterprise": "企业名称 单位名称 公司名称 单位 企业全称 需求单位",
        "text": "需求 需求描述 需求内容 难题 难题描述 技术难题 问题描述 存在问题",
        "title": "需求名称 难题名称 题目",
        "equipment": "设备 材料 涉及设备",
        "goal": "预期目标 希望达到的效果",
        "category": "类别 需求类别 难题类别 类型",
        "region": "所属县区 县区 区县 所在地区 属地",
        "industry": "所属行业 行业类别",
        "urgency": "紧急程度",
        "dangers": "危险因素 安全风险 现场危险作业",
        "contact_name": "联系人姓名 姓名 企业联系人",
        "contact_phone": "联系电话 电话 手机 手机号码 联系方式",
    }
    examples = {
        "enterprise": "某某精工机械有限公司",
        "text": "焊不锈钢罐体变形厉害，校平很费时间",
        "equipment": "304不锈钢，板厚3mm，氩弧焊",
        "goal": "焊后平面度2mm以内",
        "wanted_by": "2026-06-30",
        "contact_phone": "13800001234",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        """Return what the rows look up: regions, enterprises, and needs that are not over."""
        own = Enterprise.objects.filter(under(actor.scope(*KEEPERS)))
        written = written_in(rows, "enterprise")
        live = Need.objects.filter(enterprise__in=own.named(written)).exclude(state__in=OVER)
        return {
            "regions": regions_by_name(),
            "enterprises": enterprises_by_name(own, written),
            "asked": {(pk, text_key(text)) for pk, text in live.values_list("enterprise", "text")},
        }

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        own = Enterprise.objects.filter(under(actor.scope(*KEEPERS))).order_by("name")
        firms = list(own.values_list("name", flat=True)[:MOST_NAMES])
        return {"enterprise": firms, "region": names_of_regions()}

    def take_back(self, things: Any, actor: SignedIn) -> None:
        """Withdraw the needs: their numbers and timelines stay."""
        for need in things:
            withdraw_need(need=need, actor=actor, reason=_now("整批撤回从表格导入的需求"))

    def apply(self, row: NeedRow, actor: SignedIn) -> Need:
        """Submit the need of one row."""
        asker, category = row.cleaned_data["asker"], row.cleaned_data["category"]
        return submit_need(
            actor=actor, channel=Channel.IMPORT, asker=asker, category=category, **row.facts()
        )
