"""From the rows of a table to needs and helpers; headings may be Chinese or English.

All faults of a file are collected, so that people can correct them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from hongmajia.engine.facts import Helper, Kind, Mode, Need
from hongmajia.engine.places.regions import place_of, resolve
from hongmajia.match_command.cells import Cells, _text
from hongmajia.match_command.faults import Fault, Row, TableError
from hongmajia.match_command.headings import (
    HELPER_HEADINGS,
    KINDS,
    MODES,
    NEED_HEADINGS,
    YES_NO,
    _named,
)
from hongmajia.match_command.reading import Tell, tell_nobody
from hongmajia.match_command.roll import Roll

T = TypeVar("T")
Thing = TypeVar("Thing", Need, Helper)

MOST_FAULTS = 20
"""Faults collected before reading stops."""


def read_needs(path: Path, tell: Tell = tell_nobody) -> list[Need]:
    """The needs in a file, with the ids of excluded helpers as they are written. Raises
    `TableError` with the faults found.
    """
    return _needs(path, tell, "", lambda cells: frozenset(cells.texts("excluded")))


def read_needs_for(
    helpers: Sequence[Helper], path: Path, tell: Tell = tell_nobody, sheet: str = ""
) -> list[Need]:
    """The needs in a file, which may exclude ``helpers`` by id or name. Raises `TableError`, also
    for an exclusion that means none of them.
    """
    return _needs(path, tell, sheet, Roll(helpers).excluded)


def read_helpers(
    path: Path, capacity: int, tell: Tell = tell_nobody, sheet: str = ""
) -> list[Helper]:
    """The helpers in a file; ``capacity`` applies where none is given. Raises `TableError`."""
    rows = _named(path, HELPER_HEADINGS, ("id", "name"), tell, sheet)
    return _read(rows, path.name, lambda cells: _helper(cells, capacity))


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(need id, helper id) of an earlier plan, without rows that have no helper. Raises
    `TableError`.
    """
    headings = {"need": "需求 需求编号", "helper": "师傅 师傅编号"}
    rows = _named(path, headings, ("need",))
    pairs = [(_text(row.get("need")), _text(row.get("helper"))) for _, row, _ in rows]
    return [(need, helper) for need, helper in pairs if helper]


def _read(
    rows: Sequence[tuple[int, Row, dict[str, str]]], file: str, make: Callable[[Cells], T]
) -> list[T]:
    """All rows of a file, made by ``make``. Raises `TableError` with all faults, also of
    duplicate ids.
    """
    made: list[T] = []
    faults: list[Fault] = []
    first_seen: dict[str, int] = {}
    for number, row, shown in rows:
        cells = Cells(file, number, row, shown)
        made.append(make(cells))
        cells.require_new(first_seen)
        faults += cells.faults
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise TableError(faults[:MOST_FAULTS])
    return made


def within(things: Sequence[Thing], province: str) -> list[Thing]:
    """The same, those of an unknown region in this province, if it is known there."""
    return [_within(thing, province) for thing in things]


def _within(thing: Thing, province: str) -> Thing:
    if not thing.region or place_of(thing).is_known:
        return thing
    region = f"{province}{thing.region}"
    return replace(thing, region=region) if resolve(region).city else thing


def _needs(
    path: Path, tell: Tell, sheet: str, excluded: Callable[[Cells], frozenset[str]]
) -> list[Need]:
    rows = _named(path, NEED_HEADINGS, ("id", "text"), tell, sheet)
    return _read(rows, path.name, lambda cells: _need(cells, excluded(cells)))


def _need(cells: Cells, excluded: frozenset[str]) -> Need:
    """A need from its row."""
    lon, lat = cells.point()
    return Need(
        id=cells.text("id", required=True),
        text=cells.text("text", required=True),
        title=cells.text("title"),
        industry=cells.text("industry"),
        category=cells.category(),
        region=cells.text("region"),
        adcode=cells.text("adcode"),
        lon=lon,
        lat=lat,
        mode=cells.one_of("mode", MODES, Mode.EITHER),
        helpers_wanted=cells.whole("helpers_wanted", 1, 100) or 1,
        excluded=excluded,
        urgency=cells.whole("urgency", 0, 9) or 0,
    )


def _helper(cells: Cells, capacity: int) -> Helper:
    """A helper from its row; a fault if nothing says what they can do."""
    lon, lat = cells.point()
    given = cells.whole("capacity", 0, 10_000)
    helper = Helper(
        id=cells.text("id", required=True),
        name=cells.text("name", required=True),
        kind=cells.one_of("kind", KINDS, Kind.ARTISAN),
        text=cells.text("text"),
        trade=cells.text("trade"),
        specialities=cells.words("specialities"),
        honours=cells.words("honours"),
        unit_type=cells.text("unit_type"),
        grade=cells.text("grade"),
        industry=cells.text("industry"),
        categories=frozenset(
            int(each) for each in cells.texts("categories") if each in set("1234567")
        ),
        region=cells.text("region"),
        adcode=cells.text("adcode"),
        lon=lon,
        lat=lat,
        capacity=capacity if given is None else given,
        weekly=cells.whole("weekly", 0, 10_000),
        radius_km=cells.number("radius_km", 0, 20_000),
        online_ok=cells.one_of("online_ok", YES_NO, True),
        solved=cells.words("solved"),
    )
    if not (helper.text or helper.trade or helper.specialities) and not cells.faults:
        cells.fault("text", "nothing_known")
    return helper
