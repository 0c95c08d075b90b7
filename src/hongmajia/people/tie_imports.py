"""Import of lasting pairings of masters and teams with enterprises."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import FactsRow, KnownName
from hongmajia.core.fields import DayField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name

from .actions import tie_firm
from .facts import TIE_FACTS
from .meant import HelpersMeant
from .models import FirmTie, Helper


class TieRow(FactsRow):
    """The row of one helper with one enterprise."""

    fact_set = TIE_FACTS

    helper = forms.CharField(
        label=_("谁长期帮"), help_text=_("师傅的姓名，同名的写手机号；或者服务队的全称")
    )
    enterprise = KnownName(label=_("企业"), help_text=_("登记过的全称，或者统一社会信用代码"))
    aim = forms.CharField(label=_("长期帮什么"), max_length=120)
    since = DayField(label=_("从哪天起"), help_text=_("不能晚于今天"))

    def prepare(self) -> None:
        """Look among the enterprises that are written in the file."""
        field: Any = self.fields["enterprise"]
        field.known = self.shared["firms"]

    def clean_helper(self) -> Helper:
        """The team of this name, else the artisan."""
        found: Helper = self.shared["helpers"].the_helper(self.cleaned_data["helper"])
        return found

    def clean_since(self) -> date:
        """A day that has come."""
        since: date = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(_now("日期还没到。"))
        return since

    def clean(self) -> dict[str, Any]:
        """Refuse two that are paired already."""
        facts = self.cleaned_data
        if not self.errors and (facts["helper"].pk, facts["enterprise"].pk) in self.shared["tied"]:
            self.add_error("enterprise", _now("他们已经长期结对了，请删掉这一行。"))
        return facts


class TieImport(Importer):
    """The import of lasting pairings of the helpers on one's rolls."""

    kind = "firm_ties"
    title = _("长期结对")
    measure = _("对")
    right = "people.register_any"
    form = TieRow
    unique = (("helper", "enterprise"),)
    most_rows = 1000
    section = "people"
    list_url = "artisan_list"
    kept_model = FirmTie
    examples = {
        "helper": "董建国",
        "enterprise": "某某精工机械有限公司",
        "aim": "焊接工艺，每月去一次",
        "since": "2026-03-01",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        firms = [words for words in written_in(rows, "enterprise") if words]
        tied = FirmTie.objects.filter(ended_on=None)
        return {
            "helpers": HelpersMeant(written_in(rows, "helper"), actor),
            "firms": enterprises_by_name(Enterprise.objects.visible_to(actor), firms),
            "tied": set(tied.values_list("helper", "enterprise")),
        }

    def apply(self, row: TieRow, actor: SignedIn) -> FirmTie:
        return tie_firm(actor=actor, **row.cleaned_data)

    def link_to(self, made: FirmTie) -> tuple[str, str]:
        """With the name as it was imported: whoever keeps the roll wrote it."""
        page = reverse("helper", args=[made.helper_id])
        return f"{made.helper.name} – {made.enterprise.name}", page
