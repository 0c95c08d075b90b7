"""The choice of the registered enterprise from which a need is, with the reasons of each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.asked import key_of
from hongmajia.spelling import tidy_name
from hongmajia.unions.facts import EnterpriseFacts
from hongmajia.unions.forms import EnterpriseForm
from hongmajia.unions.industries import Division
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_around, enterprises_called

from .firms import Proposal, also_nearly_named, names_a_firm, proposed_for, told_apart
from .models import Need

NONE, OTHER, NEW = "", "other", "new"
"""Values of the choice beside the keys of enterprises."""


def refuse_several(written: str, found: Any) -> None:
    """Raise ``ValidationError`` if several enterprises are called what was ``written``."""
    if len(found) > 1:
        words = _("有%(n)s家企业叫“%(name)s”，请写统一社会信用代码，或者选对在哪里。")
        raise forms.ValidationError(words % {"n": len(found), "name": written})


class FirmChoice(forms.Form):
    """Which registered enterprise asks: one proposed, another, a new one, or none."""

    firm = forms.ChoiceField(
        label=gettext_lazy("是哪家企业提的"), required=False, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=gettext_lazy("名单里的另一家"), required=False, max_length=80,
        help_text=gettext_lazy("写企业全称或统一社会信用代码。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, need: Need) -> None:
        self.need, self.proposed = need, also_nearly_named(need)
        super().__init__(data, initial={"firm": self._initial()}, prefix="asker")
        field = self.fields["firm"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *self._known(),
            (OTHER, _("名单里的另一家")),
            (NEW, _("还没有登记，现在登记")),
        ]
        field.choices += [(NONE, _("先不关联"))]
        written = tidy_name(f"{need.enterprise_name} {need.credit_code}")
        if written:
            field.help_text = _("提出人写的是“%(name)s”。") % {"name": written}

    def _known(self) -> list[tuple[str, str]]:
        known = told_apart(self.proposed)
        present = self.need.enterprise
        return [(str(present.pk), present.name), *known] if present else known

    def _initial(self) -> str:
        if self.need.enterprise_id:
            return str(self.need.enterprise_id)
        return chosen_first(self.proposed)

    @property
    def wants_new(self) -> bool:
        """Whether an enterprise is to be registered."""
        return self.cleaned_data.get("firm") == NEW

    @property
    def enterprise(self) -> Enterprise | None:
        """The enterprise chosen, if one is registered."""
        found: Enterprise | None = self.cleaned_data.get("enterprise")
        return found

    def clean(self) -> dict[str, Any]:
        """Find the enterprise that was chosen or named."""
        facts = super().clean() or self.cleaned_data
        chosen = facts.get("firm", NONE)
        if chosen == OTHER:
            facts["enterprise"] = self._named(facts.get("other", ""))
        elif key := key_of(chosen):
            facts["enterprise"] = Enterprise.objects.select_related("union").get(pk=key)
        return facts

    def _named(self, written: str) -> Enterprise | None:
        found = enterprises_called(
            enterprises_around(self.need.union), written, self.need.region_id
        )
        try:
            refuse_several(written, found)
        except forms.ValidationError as error:
            self.add_error("other", error)
            return None
        if not found:
            self.add_error(
                "other", _("名单里没有这一家，请核对全称或代码；没登记过的，选“现在登记”。")
            )
        return next(iter(found), None)


def chosen_first(proposed: list[Proposal]) -> str:
    """The key of the enterprise that is chosen to begin with: the only one of that name or code."""
    sure = [one for one in proposed if one.is_sure]
    return str(sure[0].enterprise.pk) if len(sure) == 1 else NONE


def new_firm_form(need: Need, user: Any, data: Any = None) -> EnterpriseForm:
    """The form that registers the enterprise of a need, with what the asker wrote filled in."""
    known = {
        "name": need.enterprise_name, "credit_code": need.credit_code, "region": need.region_id,
        "union": need.home_union_id,
    }  # fmt: skip
    form = EnterpriseForm(data, user=user, initial=known, prefix="new")
    form.fields["industry"].initial = division_of(need)
    return form


def division_of(need: Need) -> str:
    """The code of the need's industry, if it is one of GB/T 4754."""
    codes = {str(label): value for value, label in Division.choices}
    return codes.get(need.industry_name, "")


def firm_choices(need: Need, *, was_offered: bool = False) -> list[tuple[str, str]]:
    """The choices of a row of the queue: those proposed, one to register, and none.

    One to register is not offered where that name or code is registered already. ``was_offered``
    tells that it may have been when the page was made.
    """
    if not names_a_firm(need):
        return []
    choices = told_apart(proposed_for(need))
    is_known = any(one.is_sure for one in proposed_for(need))
    if need.enterprise_name and (was_offered or not is_known):
        choices.append((NEW, _("登记为新企业：%(name)s") % {"name": need.enterprise_name}))
    return [*choices, (NONE, _("先不关联企业"))] if choices else []


def new_facts(need: Need, code: str, section: str) -> EnterpriseFacts:
    """The facts of the enterprise to register: what the asker wrote, and what they did not."""
    facts = EnterpriseFacts(
        name=need.enterprise_name, credit_code=need.credit_code or code,
        region=need.region, union=need.home_union,
    )  # fmt: skip
    division = division_of(need)
    facts["division" if division else "section"] = division or section
    return facts
