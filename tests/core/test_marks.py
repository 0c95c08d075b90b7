"""The marks of states: each room registers those of its models, once and completely."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from hongmajia.core import marks
from hongmajia.core.enums import ImportState
from hongmajia.core.marks import Colour, Mark, all_marks, mark_of, register_marks
from hongmajia.core.models import Clocked, ImportJob
from hongmajia.needs.enums import NEED_MARKS, NeedState
from hongmajia.needs.models import Need

PLAIN = {state: Mark("check", Colour.GREEN) for state in ImportState}
WITHOUT_MARKS = {"Itinerary", "Lecturer", "Objection", "PartnerAsk", "Passing"}
"""Models with a state that is told in words only."""


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """What a test registers is gone after it."""
    before = all_marks()
    yield
    marks._marks.clear()
    marks._marks.update(before)


def test_a_mark_is_an_icon_in_a_colour_and_the_name_of_the_state() -> None:
    need = Need(state=NeedState.LISTED)
    shown = Template("{% state_mark need %}").render(Context({"need": need}))
    assert shown.startswith('<span class="st st-l"><svg class="i"')
    assert "icons.svg#circle" in shown
    assert need.get_state_display() in shown


def test_one_state_has_a_mark_of_its_own_in_each_room() -> None:
    register_marks(ImportJob, PLAIN)
    assert mark_of(ImportJob, "ready") == Mark("check", Colour.GREEN)


def test_marks_are_registered_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        register_marks(Need, NEED_MARKS)


def test_no_state_goes_without_a_mark() -> None:
    some = {state: mark for state, mark in PLAIN.items() if state != ImportState.FAULTY}
    with pytest.raises(ImproperlyConfigured, match="faulty"):
        register_marks(ImportJob, some)


def test_a_mark_of_an_unknown_state_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="lost"):
        register_marks(ImportJob, {**PLAIN, "lost": Mark("check", Colour.GREEN)})


def test_every_model_that_moves_from_state_to_state_has_its_marks() -> None:
    clocked = {model for model in apps.get_models() if issubclass(model, Clocked)}
    assert {model.__name__ for model in clocked - all_marks().keys()} == WITHOUT_MARKS
