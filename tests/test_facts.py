"""Each declared fact is in every form, schema and import, or the fact set has a reason.

A field of a form, schema or import that its fact set does not know raises an error at once; that is
tested at the end.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypedDict, is_typeddict

import pytest
from django import forms
from django.apps import apps
from django.template.loader import get_template

from hongmajia.core.cells import FactsRow
from hongmajia.core.facts import FactSet, UnknownFact
from hongmajia.core.forms import FactsForm
from hongmajia.core.schemas import FactsSchema
from hongmajia.needs.export import COLUMNS
from hongmajia.needs.facts import NEED_FACTS
from hongmajia.needs.forms import AskForm
from hongmajia.services.forms import ConfirmForm, RecordForm


def modules(name: str) -> Iterator[Any]:
    """The module ``name`` of every room that has one."""
    for app in apps.get_app_configs():
        if app.name.startswith("hongmajia.") and find_spec(f"{app.name}.{name}"):
            yield import_module(f"{app.name}.{name}")


def below(base: type) -> Iterator[Any]:
    """All classes of the product that inherit from ``base``."""
    for child in base.__subclasses__():
        if child.__module__.startswith("hongmajia."):
            yield child
        yield from below(child)


for room_module in ("forms", "api", "imports"):
    list(modules(room_module))  # so that every class is defined

FACT_SETS = [s for m in modules("facts") for s in vars(m).values() if isinstance(s, FactSet)]


def fields_of(carrier: Any) -> list[str]:
    """The fields that a form, a row of an import or a schema asks for."""
    return list(carrier.model_fields if issubclass(carrier, FactsSchema) else carrier.base_fields)


def carried(carriers: Iterator[Any], facts: Any) -> set[str]:
    """The facts that all of ``carriers`` together ask for."""
    mine = [c for c in carriers if getattr(c, "fact_set", None) and c.fact_set.facts is facts]
    return {fact for c in mine for fact in c.fact_set.carried_by(fields_of(c), c)}


WAYS = [("form", FactsForm), ("import", FactsRow), ("api", FactsSchema)]
CASES = [(s, way, base) for s in FACT_SETS for way, base in WAYS]


@pytest.mark.parametrize(("facts", "way", "base"), CASES, ids=lambda v: str(v).split(" (")[0])
def test_every_way_in_asks_for_every_fact(facts: FactSet, way: Any, base: type) -> None:
    rows = set(below(FactsRow)) if way == "form" else set()
    found = carried((c for c in below(base) if c not in rows), facts.facts)
    if way == "form" or found:  # not every room has an import and a schema
        hint = f"compare the {way} of {facts} with its FactSet"
        assert found == facts.expected(way), hint


def test_the_exported_list_of_needs_shows_every_fact() -> None:
    shown = {column.fact for column in COLUMNS if column.fact}
    assert shown == NEED_FACTS.expected("export")


def test_an_exception_names_a_fact_that_exists() -> None:
    for facts in FACT_SETS:
        excepted = {name for reasons in facts.left_out.values() for name in reasons}
        assert excepted <= facts.names, facts


def test_every_typed_dict_of_facts_has_its_set() -> None:
    """Except ``Party``, an argument and no record, and what artisans and teams have in common."""
    declared = {
        item
        for module in modules("facts")
        for item in vars(module).values()
        if is_typeddict(item) and item.__module__ == module.__name__
    }
    without = {item.__name__ for item in declared - {facts.facts for facts in FACT_SETS}}
    assert without == {"Party", "HelperFacts"}


@pytest.mark.parametrize(
    ("form", "template"),
    [
        (AskForm, "needs/ask.html"),
        (ConfirmForm, "services/confirm.html"),
        (RecordForm, "services/record.html"),
    ],
)
def test_a_page_that_lists_fields_by_name_lists_all(form: Any, template: str) -> None:
    source = Path(get_template(template).origin.name).read_text(encoding="utf-8")
    assert [name for name in form.base_fields if f"form.{name}" not in source] == []


class Facts(TypedDict, total=False):
    """Facts of a record that only this test has."""

    name: str
    amount: int


THING = FactSet(Facts, written_as={"how_many": ("amount",)}, not_facts={"photo": "a file"})


class ThingForm(FactsForm, forms.Form):
    fact_set = THING
    name = forms.CharField()
    how_many = forms.IntegerField()
    photo = forms.FileField()


def test_a_form_with_an_unknown_field_says_which_file_to_edit() -> None:
    class Longer(ThingForm):
        brand = forms.CharField()

    assert ThingForm()
    with pytest.raises(UnknownFact, match=r"Longer .*brand.* Add each to Facts in .*test_facts"):
        Longer()


def test_a_schema_with_an_unknown_field_cannot_be_defined() -> None:
    with pytest.raises(UnknownFact, match="brand"):

        class Longer(FactsSchema):
            fact_set = THING
            brand: str


def test_a_new_record_leaves_the_unsaid_to_the_model() -> None:
    class Loose(FactsForm, forms.Form):
        fact_set = THING
        name = forms.CharField()
        amount = forms.IntegerField(required=False)

    form = Loose({"name": "台虎钳", "amount": ""})
    assert form.is_valid()
    assert form.facts() == {"name": "台虎钳"}
