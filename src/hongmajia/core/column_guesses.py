"""Which of our columns a column of a file may be: by what is kept, by name, and by content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from hongmajia.privacy import blanked, find_persons
from hongmajia.privacy.finds import Kind
from hongmajia.sheets import normal_heading
from hongmajia.sheets.places import column_letters

from .actors import SignedIn
from .cells import ChosenWord, KnownName, YesNo, in_every_language
from .column_maps import ColumnMap
from .enums import Guess
from .fields import DayField, PhoneField
from .masking import mask_phones_in
from .spreadsheets import Table

if TYPE_CHECKING:
    from .importers import Importer

ALIKE = 0.7
"""Share of a heading that is the same in another, from which on they are suggested as one."""
SAMPLES = 20
"""Different cells of a column that are looked at."""
SHOWN = 2
NUMBERS = (Kind.PHONE, Kind.LANDLINE, Kind.PAPER, Kind.BANK)
"""What of a cell nobody need read to know what its column is."""
TELLING = (PhoneField, DayField, ChosenWord, KnownName)
"""Fields that accept little: what all cells of a column are accepted by, it probably is."""


@dataclass(frozen=True)
class Column:
    """A column of a file, as the page of columns shows it."""

    letter: str
    heading: str
    cells: Sequence[str]
    field: str
    how: str


def columns_of(
    importer: "Importer", table: Table, said: ColumnMap, actor: SignedIn
) -> list[dict[str, Any]]:
    """The columns of a table, each with the field that it is or may be."""
    return [asdict(column) for column in _columns(importer, table, said, actor)]


def _columns(
    importer: "Importer", table: Table, said: ColumnMap, actor: SignedIn
) -> Iterator[Column]:
    samples = {h: _samples(table, h) for h in table.headings if h}
    known = dict(_known(importer, table, said))
    guesses = _guesses(importer, samples, {f for f, _how in known.values() if f}, known, actor)
    for number, heading in enumerate(table.headings):
        if heading:
            name, how = known.get(heading) or guesses.get(heading) or ("", Guess.NONE)
            shown = [_masked(cell) for cell in samples[heading][:SHOWN]]
            yield Column(column_letters(number + 1), heading, shown, name, how)


def _known(
    importer: "Importer", table: Table, said: ColumnMap
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Columns about which there is no question: somebody said so, or they are called like ours."""
    labels = {normal_heading(word): name for name, column in importer.columns.items()
              for word in in_every_language(column.label)}  # fmt: skip
    for heading in filter(None, table.headings):
        bare = normal_heading(heading)
        if bare in said.columns:
            yield heading, (said.columns[bare], Guess.KEPT)
        elif bare in labels:
            yield heading, (labels[bare], Guess.SAME)


def _guesses(
    importer: "Importer",
    samples: Mapping[str, Sequence[str]],
    taken: set[str],
    known: Mapping[str, Any],
    actor: SignedIn,
) -> dict[str, tuple[str, str]]:
    """Heading → the field that it may be, by its name or else by its cells; each field once."""
    found: dict[str, tuple[str, str]] = {}
    form = importer.form({}, actor=actor, shared=importer.shared(actor, []))
    for how, guess in ((Guess.NAME, _by_name), (Guess.CELLS, _by_cells)):
        for heading, cells in samples.items():
            if heading in known or heading in found:
                continue
            free = [name for name in importer.columns if name not in taken]
            if name := guess(importer, form, free, heading, cells):
                found[heading] = (name, how)
                taken.add(name)
    return found


def _by_name(
    importer: "Importer", form: Any, free: Sequence[str], heading: str, cells: Sequence[str]
) -> str:
    """The field with such a name, or one that offices use for it."""
    spelt: dict[str, str] = {}
    for name in free:
        words = (*in_every_language(importer.columns[name].label), *importer.called(name))
        spelt.update((normal_heading(word), name) for word in words)
    last = normal_heading(heading.rpartition(" ")[2])
    for bare in (normal_heading(heading), last):
        if bare in spelt:
            return spelt[bare]
    near = get_close_matches(normal_heading(heading), spelt, n=1, cutoff=ALIKE)
    return spelt[near[0]] if near else ""


def _by_cells(
    importer: "Importer", form: Any, free: Sequence[str], heading: str, cells: Sequence[str]
) -> str:
    """The first field that accepts little, but all of these cells."""
    for name in free:
        field = form.fields[name]
        is_telling = isinstance(field, TELLING) and not isinstance(field, YesNo)
        is_list = isinstance(field, ChosenWord | KnownName)
        if is_list and all(cell.isdecimal() for cell in cells):
            continue  # running numbers may be codes of a list, but seldom are
        if cells and is_telling and all(accepts(field, cell) for cell in cells):
            return name
    return ""


def accepts(field: Any, cell: str) -> bool:
    """Whether a form field accepts a cell."""
    try:
        field.clean(cell)
    except ValidationError:
        return False
    return True


def _samples(table: Table, heading: str) -> list[str]:
    """The first different cells of a column that are not empty."""
    cells = (row.cells.get(heading, "") for row in table.rows[: SAMPLES * 10])
    return [*dict.fromkeys(filter(None, cells))][:SAMPLES]


def _masked(cell: str) -> str:
    """A cell as it is shown: the page is about columns, so nobody need read a number."""
    masked = mask_phones_in(cell)
    numbers = [find for find in find_persons(masked) if find.kind in NUMBERS]
    return blanked(masked, numbers)[:40]
