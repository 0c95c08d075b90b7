"""Making the package of a season: tables, photographs, documents, figures, events, lists.

It is written in pieces, so that memory does not grow with the season; only the list of the files
is kept. Call it with Chinese as the active language.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils import timezone

from hongmajia.audit.models import Seal
from hongmajia.audit.sealing import lines_of, seal_events
from hongmajia.core.actors import SignedIn
from hongmajia.core.progress import counting
from hongmajia.insights.exporting import summary_of
from hongmajia.insights.scope import Scope
from hongmajia.papers import claimed_standard
from hongmajia.sheets import looks_like_formula
from hongmajia.unions.models import Season

from . import describing, documents, events, photographs
from .bag import Bag, Hashing
from .columns import BATCH, Column
from .tables import TABLES

FIGURES = ("summary", "places", "unions", "kinds", "scope")
"""Names of the files of ``insights.exporting.summary_of``, in the order of its sheets."""
EVENTS_TITLE = "事件日志"
SEALS = "log/seals.txt"
PHOTOGRAPHS_TITLE = "照片"
Progress = Callable[[int, int], None]


@dataclass
class Made:
    """What is in a package: of each kind its title and how many; and what is no longer there."""

    counts: list[tuple[str, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: int = 0
    seal: str = ""
    """The line of the last seal of the event log (``audit.sealing.lines_of``)."""


class Maker:
    """Makes one package; ``tell(done, total)`` is called for each row and each file."""

    def __init__(
        self, season: Season, reader: SignedIn, file: IO[bytes], moment: datetime, tell: Progress
    ) -> None:
        self.season, self.reader, self.moment = season, reader, moment
        self.bag = Bag(file, f"hongmajia-{season.year}-{season.pk}", timezone.localtime(moment))
        self.made = Made()
        self._copied: set[str] = set()
        self._described: list[dict[str, Any]] = []
        self._counted = counting(tell, count_of(season))

    def make(self) -> Made:
        """Write all of it."""
        self._tables()
        self._photographs()
        self._documents()
        self._figures()
        self._table("events", EVENTS_TITLE, events.COLUMNS, events.rows_of(self.season))
        self._seals()
        self._end()
        return self.made

    def _tables(self) -> None:
        for table in TABLES:
            rows = table.rows(self.season, self.reader)
            self._table(table.name, table.title, table.columns, rows)

    def _table(
        self, name: str, title: str, columns: Sequence[Column], rows: Iterator[list[Any]]
    ) -> None:
        path = f"tables/{name}.csv"
        with self.bag.content(path, "表", title) as part:
            headings = [column.name for column in columns]
            count = _write_csv(part, headings, self._counted(rows))
        self.made.counts.append((title, count))
        self._described.append(describing.resource(name, title, columns, count))

    def _photographs(self) -> None:
        """The files first, then the table that says what they show."""
        rows = []
        for photograph in self._counted(photographs.photographs_of(self.season)):
            self._photograph(photograph)
            rows.append(photograph.row())
        self._table("photographs", PHOTOGRAPHS_TITLE, photographs.COLUMNS, iter(rows))

    def _photograph(self, photograph: photographs.Photograph) -> None:
        """Copy it, once if several rows share it; a file that is gone is named in the package."""
        if (there := f"data/{photograph.path}") in self._copied:
            photograph.stored = there
            return
        try:
            source = photograph.image.open("rb")
        except FileNotFoundError:
            self.made.missing.append(f"{photograph.of}-{photograph.key} {photograph.image.name}")
            return
        with source, self.bag.content(photograph.path, PHOTOGRAPHS_TITLE, is_packed=False) as part:
            part.copy(source)
        self._copied.add(there)
        photograph.stored = there

    def _documents(self) -> None:
        kinds: dict[str, int] = {}
        for document in self._counted(documents.documents_of(self.season, self.reader)):
            if self._document(document):
                kinds[document.kind] = kinds.get(document.kind, 0) + 1
        self.made.counts += kinds.items()

    def _document(self, document: documents.Document) -> bool:
        """Write it with the standard that it claims; whether it was there."""
        try:
            source = document.open()
        except FileNotFoundError:
            self.made.missing.append(document.path)
            return False
        with source:
            suffix = PurePosixPath(document.path).suffix.removeprefix(".").upper()
            standard = (claimed_standard(source) if suffix == "PDF" else "") or suffix
            source.seek(0)
            with self.bag.content(document.path, document.kind, standard) as part:
                part.copy(source)
        return True

    def _figures(self) -> None:
        sheets = summary_of(Scope(self.season, self.season.union), timezone.localdate(self.moment))
        for name, sheet in zip(FIGURES, sheets, strict=True):
            with self.bag.content(f"figures/{name}.csv", "数据", sheet.name) as part:
                _write_csv(part, sheet.headings, sheet.rows)

    def _seals(self) -> None:
        """The seals of the whole log up to now, one a line; the last one goes into the manifest."""
        seal_events()
        line = ""
        with self.bag.content(SEALS, "封存", "整个事件日志的封存，一次一行") as part:
            for line in lines_of(Seal.objects.defer("rows").iterator(chunk_size=BATCH)):
                part.write(f"{line}\n".encode())
        self.made.seal = line

    def _end(self) -> None:
        """Describe what was written, and close the bag."""
        facts = describing.Facts(
            self.season, self.moment, self.made.counts, self.made.missing, self.made.seal
        )
        tables = describing.data_package(facts, self._described)
        with self.bag.content("tables/datapackage.json", "说明", "各表各列的意思") as part:
            part.write(_json(tables).encode())
        self.bag.tag("README.txt", describing.readme(facts))
        self.bag.tag("manifest.json", _json(describing.manifest(facts, self.bag.payload)))
        self.bag.close(describing.bag_info(facts))
        self.made.files = self.bag.files


def count_of(season: Season) -> int:
    """How many rows and files there are, for the progress."""
    rows = sum(table.found(season).count() for table in TABLES)
    files = photographs.count_of(season) * 2 + documents.count_of(season)
    return int(rows + files + events.events_of(season).count())


def _write_csv(part: Hashing, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Write a table as CSV in UTF-8 with a mark, row by row; the number of its rows.

    A text that spreadsheets would take for a formula gets an apostrophe, as in all our tables.
    """
    part.write("\ufeff".encode())
    writer, count = csv.writer(_Encoding(part)), 0
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        count += 1
    return count


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value


class _Encoding:
    """What ``csv`` writes to: hands text on as UTF-8."""

    def __init__(self, part: Hashing) -> None:
        self._part = part

    def write(self, text: str) -> int:
        """Write a row."""
        return self._part.write(text.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
