"""Import of apprenticeships; apprentices with a number get their accounts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import FactsRow
from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.name_fields import NameInput
from hongmajia.unions.actions import Person, find_or_add_all
from hongmajia.unions.imports import ACCOUNTS_STAY, AFTER_PEOPLE
from hongmajia.unions.known_people import KnownPeople

from .actions import pair_apprentice
from .enums import LIVE
from .facts import PAIR_FACTS
from .meant import artisans_meant, the_artisan
from .models import Apprenticeship, Helper
from .rosters import read_person


class PairRow(FactsRow):
    """The row of one master with one apprentice."""

    fact_set = PAIR_FACTS

    master = forms.CharField(label=_("师傅"), help_text=_("先登记师傅；同名的写手机号或后四位"))
    apprentice_name = NameInput(label=_("徒弟姓名"), max_length=30)
    workplace = forms.CharField(label=_("徒弟单位"), max_length=80)
    apprentice_phone = PhoneField(
        label=_("徒弟手机号"), required=False, help_text=_("填了就给他开通账号、发邀请")
    )
    skill = forms.CharField(label=_("学什么"), max_length=60)
    goals = forms.CharField(label=_("学到什么程度"), max_length=600)
    starts_on = DayField(label=_("从哪天起"))
    ends_on = DayField(label=_("到哪天为止"))

    def clean_master(self) -> Helper:
        """The artisan who is meant."""
        return the_artisan(self.shared["masters"], read_person(self.cleaned_data["master"]))

    def clean(self) -> dict[str, Any]:
        """Check the term, whose number it is, and that the two are not paired already."""
        facts = self.cleaned_data
        if self.errors:
            return facts
        if facts["ends_on"] <= facts["starts_on"]:
            self.add_error("ends_on", _now("期限的结束要晚于开始。"))
        pair = (facts["master"].pk, facts["apprentice_name"], facts["workplace"])
        if pair in self.shared["paired"]:
            self.add_error("apprentice_name", _now("他们已经结对了，请删掉这一行。"))
        if phone := facts["apprentice_phone"]:
            self._refuse_wrong_number(phone, facts["apprentice_name"], facts["master"])
        return facts

    def _refuse_wrong_number(self, phone: str, name: str, master: Helper) -> None:
        if phone == master.artisan.phone:
            self.add_error("apprentice_phone", _now("这是师傅自己的手机号，请填徒弟的。"))
            return
        try:
            self.shared["people"].refuse_other(name, phone)
        except forms.ValidationError as error:
            self.add_error("apprentice_phone", error)


class PairImport(Importer):
    """The import of apprenticeships of the masters on one's rolls."""

    kind = "apprenticeships"
    title = _("师徒结对")
    measure = _("对")
    right = "people.register_any"
    form = PairRow
    unique = (("master", "apprentice_name", "workplace"),)
    most_rows = 1000
    section = "people"
    list_url = "apprenticeship_list"
    page = "apprenticeship"
    after = AFTER_PEOPLE
    kept_model = Apprenticeship
    stays = ACCOUNTS_STAY
    examples = {
        "master": "董建国",
        "apprentice_name": "吴小明",
        "workplace": "某某精工机械有限公司",
        "apprentice_phone": "13800000000",
        "skill": "不锈钢薄板焊接",
        "goals": "独立完成罐体环缝焊接，变形不超过2毫米；考取高级工",
        "starts_on": "2026-05-01",
        "ends_on": "2027-04-30",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        live = Apprenticeship.objects.filter(
            apprentice_name__in=written_in(rows, "apprentice_name"), state__in=LIVE
        )
        masters = {read_person(name) for name in written_in(rows, "master")}
        return {
            "masters": artisans_meant(masters - {""}, actor),
            "paired": set(live.values_list("master", "apprentice_name", "workplace")),
            "people": KnownPeople(written_in(rows, "apprentice_phone")),
        }

    def apply(self, row: PairRow, actor: SignedIn) -> Apprenticeship:
        return pair_apprentice(master=row.cleaned_data["master"], actor=actor, **row.facts())

    def apply_all(self, rows: Sequence[PairRow], actor: SignedIn) -> list[Apprenticeship]:
        """The accounts of all together, so that invitations of many go out a few at a time."""
        cells = [row.cleaned_data for row in rows if row.cleaned_data["apprentice_phone"]]
        people = [
            Person(row["master"].union, row["apprentice_name"], row["apprentice_phone"])
            for row in cells
        ]
        find_or_add_all(actor=actor, people=people)
        return super().apply_all(rows, actor)

    def link_to(self, made: Apprenticeship) -> tuple[str, str]:
        """With the names as they were imported: whoever keeps the roll wrote them."""
        return f"{made.master.name} – {made.apprentice_name}", super().link_to(made)[1]
