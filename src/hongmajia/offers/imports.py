"""Import of offers of the masters and teams on one's rolls."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, FactsRow
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.people.meant import HelpersMeant
from hongmajia.people.models import Helper

from .actions import list_offer
from .enums import OfferKind, OfferMode
from .facts import OFFER_FACTS
from .models import Offer

MOST_PEOPLE = 32767
"""The greatest number that the column of the database holds."""


class OfferRow(FactsRow):
    """The row of one offer."""

    fact_set = OFFER_FACTS

    helper = forms.CharField(
        label=_("谁来做"), help_text=_("师傅的姓名，同名的写手机号；或者服务队的全称")
    )
    kind = ChosenWord(label=_("种类"), choices=OfferKind.choices)
    title = forms.CharField(label=_("能解什么、能讲什么"), max_length=60, help_text=_("说清一件事"))
    text = forms.CharField(label=_("怎么做"), max_length=600, required=False)
    mode = ChosenWord(
        label=_("方式"), choices=OfferMode.choices, required=False, otherwise=OfferMode.ON_SITE
    )
    duration = forms.CharField(label=_("用时"), max_length=30, required=False)
    max_people = forms.IntegerField(
        label=_("最多几人"), min_value=1, max_value=MOST_PEOPLE, required=False
    )

    def clean_helper(self) -> Helper:
        """The team of this name, else the artisan."""
        found: Helper = self.shared["helpers"].the_helper(self.cleaned_data["helper"])
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse what is on the list already."""
        facts = self.cleaned_data
        if not self.errors and (facts["helper"].pk, facts["title"]) in self.shared["listed"]:
            said = _now("清单上已经有“%(title)s”了，请删掉这一行。")
            self.add_error("title", said % {"title": facts["title"]})
        return facts


class OfferImport(Importer):
    """The import of offers."""

    kind = "offers"
    title = _("技术服务清单")
    measure = _("项")
    right = "people.register_any"
    form = OfferRow
    unique = (("helper", "title"),)
    most_rows = 1000
    section = "offers"
    list_url = "offer_list"
    page = "offer"
    kept_model = Offer
    also_called = {
        "helper": "师傅 工匠 姓名 服务队 授课人 主讲人 服务提供者",
        "kind": "类别 类型 服务类型",
        "title": "服务项目 项目名称 服务名称 课程 课程名称 技术服务项目",
        "text": "服务内容 内容简介 课程简介 简介",
        "mode": "服务方式 授课方式",
        "duration": "时长 课时",
        "max_people": "人数 人数上限",
    }
    examples = {
        "helper": "董建国",
        "kind": "技术",
        "title": "不锈钢焊接变形控制与现场辅导",
        "text": "先看焊缝和工装，再现场示范一道焊缝",
        "mode": "现场",
        "duration": "半天到一天",
        "max_people": "20",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        titles = set(written_in(rows, "title"))
        listed = Offer.objects.filter(is_listed=True, title__in=titles)
        return {
            "helpers": HelpersMeant(written_in(rows, "helper"), actor),
            "listed": set(listed.values_list("helper", "title")),
        }

    def apply(self, row: OfferRow, actor: SignedIn) -> Offer:
        return list_offer(helper=row.cleaned_data["helper"], actor=actor, **row.facts())
