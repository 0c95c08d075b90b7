"""Counts beside check boxes: sums over the cells that the other facets leave."""

import pytest
from django.http import QueryDict

from hongmajia.core.facets import Cube, search_words
from hongmajia.core.forms import ListFilter, SearchField

CELLS = {
    ("listed", "330521"): 3,
    ("listed", "330500"): 1,
    ("solved", "330702"): 2,
}


def places(code: str) -> set[str]:
    """A county and its city."""
    return {code, f"{code[:4]}00"}


CUBE = Cube(["state", "region"], CELLS, {"region": places})


def test_a_choice_leaves_what_fits_in_every_facet() -> None:
    assert CUBE.total({}) == 6
    assert CUBE.total({"state": ["listed"]}) == 4
    assert CUBE.total({"state": ["solved"], "region": ["330521"]}) == 0


def test_a_city_counts_its_counties_and_itself_once() -> None:
    assert CUBE.total({"region": ["330500"]}) == 4
    assert CUBE.counts("region", {})["330500"] == 4


def test_a_facet_shows_what_the_others_leave() -> None:
    """Its own choice does not hide its other options."""
    chosen = {"state": ["listed"], "region": ["330500"]}
    assert CUBE.counts("state", chosen) == {"listed": 4}
    assert CUBE.counts("region", chosen) == {"330500": 4, "330521": 3}


def test_an_option_without_rows_is_offered_while_it_is_chosen() -> None:
    labels = {"listed": "待对接", "solved": "已解决", "reopened": "重新打开"}
    options = CUBE.options("state", labels, {}, only_found=["reopened"])
    assert [(o.value, o.count) for o in options] == [("listed", 4), ("solved", 2)]
    options = CUBE.options("state", labels, {"state": ["reopened"]}, only_found=["reopened"])
    assert [(o.value, o.count, o.chosen) for o in options][-1] == ("reopened", 0, True)


@pytest.mark.parametrize("typed", [" 焊接 ", "焊\0接"])
def test_a_search_is_tidied(typed: str) -> None:
    query = QueryDict(mutable=True)
    query["q"] = typed
    assert search_words(query) == "焊接"


def test_a_long_search_is_cut_and_a_wrong_filter_passed_over() -> None:
    class Filter(ListFilter):
        q = SearchField()

    class Graded(Filter):
        grade = SearchField()

    assert Filter({"q": "焊" * 100}).wanted == {"q": "焊" * 60}
    assert Graded({"q": "", "grade": "高级"}).wanted == {"grade": "高级"}
