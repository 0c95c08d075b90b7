"""Which columns of a file are which of ours, and what its words mean in our lists.

A person says so once (``importing.map_columns``). It is kept for the union and the kind of import
by the room that knows unions (``register_shelf``), and used for the next file without asking.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from hongmajia.sheets import normal_heading
from hongmajia.spelling import folded

from .actors import SignedIn
from .errors import Refused
from .spreadsheets import Table, UnreadableFile

Words = Mapping[str, str]


@dataclass(frozen=True)
class ColumnMap:
    """What a person said of the columns of a kind of file."""

    columns: Words = field(default_factory=dict)
    """Normal form of a heading → name of our field; ``""`` for one that is not imported."""
    words: Mapping[str, Words] = field(default_factory=dict)
    """Name of a field → folded word of the file → what it means in our list."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "ColumnMap":
        """From its form in a JSON field."""
        return cls(stored.get("columns", {}), stored.get("words", {}))

    def stored(self) -> dict[str, Any]:
        """Its form in a JSON field."""
        return {
            "columns": dict(self.columns),
            "words": {name: dict(words) for name, words in self.words.items()},
        }

    def with_all_of(self, other: "ColumnMap") -> "ColumnMap":
        """Both together; ``other`` is the later one."""
        words = {n: {**self.words.get(n, {}), **other.words.get(n, {})}
                 for n in (*self.words, *other.words)}  # fmt: skip
        return ColumnMap({**self.columns, **other.columns}, words)

    def meant(self, name: str, written: str) -> str:
        """What a cell of our column ``name`` means."""
        words = self.words.get(name)
        return words.get(folded(written), written) if words and written else written

    def headings_of(self, name: str) -> list[str]:
        """The headings under which files have our column ``name``."""
        return [heading for heading, meant in self.columns.items() if meant == name]


class ColumnsUnclear(UnreadableFile):
    """A table without a column that is required, or with two for one of ours; a person may say
    which one it is.
    """

    def __init__(
        self,
        table: Table,
        missing: Collection[str],
        doubled: Mapping[str, Sequence[str]],
        *,
        can_be_mapped: bool,
    ) -> None:
        self.table, self.missing, self.doubled = table, list(missing), dict(doubled)
        """``doubled``: our column → the headings in the file that all mean it."""
        self.can_be_mapped = can_be_mapped
        """Whether so many columns are left that each could be one of the missing."""
        said = _("第%(row)s行的表头里缺这几列：%(names)s。请照模板的表头填写，再上传。")
        if table.sheet:
            said = _(
                "“%(sheet)s”第%(row)s行的表头里缺这几列：%(names)s。请照模板的表头填写，再上传。"
            )
        if not self.missing:
            said = _("第%(row)s行的表头里，这几列有两列都是：%(names)s。请只留一列，再上传。")
        names = _("、").join(self.missing or self.doubled)
        super().__init__(said % {"sheet": table.sheet, "row": table.heading_row, "names": names})


class Shelf(Protocol):
    """Where maps are kept for the union of whoever imports; one above counts, too."""

    def find(self, actor: SignedIn, kind: str) -> ColumnMap | None:
        """The map that is kept, or ``None``."""

    def keep(self, actor: SignedIn, kind: str, said: ColumnMap) -> str:
        """Keep a map, together with what is kept; returns the name of the union."""

    def forget(self, actor: SignedIn, kind: str) -> None:
        """Keep nothing any more for the union of the actor."""


_shelves: list[Shelf] = []


def register_shelf(shelf: Shelf) -> None:
    """Register the one place where maps are kept."""
    _shelves[:] = [shelf]


def shelf() -> Shelf:
    """The place where maps are kept."""
    return _shelves[0]


def kept_map(actor: SignedIn, kind: str) -> ColumnMap:
    """What is kept for the union of ``actor``; an empty map if nothing is."""
    return shelf().find(actor, kind) or ColumnMap()


def map_of(
    columns: Iterable[tuple[str, str]], labels: Mapping[str, str], required: Collection[str]
) -> dict[str, str]:
    """The columns of a map from (heading, name of our field or ``""``).

    ``labels`` has the words for our fields. Raises ``Refused`` for an unknown field, one that is
    chosen twice, and a required one that is not chosen.
    """
    chosen: dict[str, str] = {}
    for heading, name in columns:
        if name and name not in labels:
            raise Refused(_("没有“%(name)s”这一列。") % {"name": name})
        if name and name in chosen:
            words = {"name": labels[name], "one": chosen[name], "other": heading}
            raise Refused(_("“%(one)s”和“%(other)s”都放进了“%(name)s”，请只留一列。") % words)
        if name:
            chosen[name] = heading
    if missing := [labels[name] for name in required if name not in chosen]:
        raise Refused(_("还没有列放进：%(names)s。") % {"names": _("、").join(missing)})
    return {normal_heading(heading): name for heading, name in columns}
