"""What a blank table holds that can be filled: its cells, or the names in it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.spreadsheets import words_of
from hongmajia.sheets import BrokenSheet

from . import letters
from .enums import BlankKind
from .grids import Grid, grids_of
from .models import BlankTable

KEPT = 4
"""Files that a process keeps as read; a page of a table is often followed by the next of it."""


@dataclass(frozen=True)
class Blank:
    """The sheets of a workbook, or the names in a document."""

    grids: Sequence[Grid] = ()
    names: Sequence[str] = ()

    @property
    def places(self) -> set[tuple[str, str]]:
        """Sheet and place of all cells that may take something."""
        free = {(g.name, c.place) for g in self.grids for c in g.cells() if not c.is_formula}
        return free | {("", name) for name in self.names}


def blank_of(table: BlankTable) -> Blank:
    """What the file of a table holds. Raises ``Refused`` if it cannot be used."""
    with table.file.open("rb") as file:
        return read_blank(table.kind, file)


def read_blank(kind: str, file: IO[bytes]) -> Blank:
    """What ``file`` holds. Raises ``Refused``, with what to do, for one that cannot be used."""
    file.seek(0)
    try:
        return _read(kind, file.read((letters.LIMITS.megabytes << 20) + 1))
    except letters.WrongPlaceholder as wrong:
        said = _("“%(text)s”不能用。要填的地方请写成{{ 活动场次 }}这样：两对大括号，中间一个名字。")
        raise Refused(said % {"text": wrong.text}) from None
    except BrokenSheet as broken:
        if broken.code == "not_docx":
            raise Refused(_("这不是能读的Word文件（.docx），请另存为.docx再上传。")) from None
        raise Refused(words_of(broken)) from None


@lru_cache(maxsize=KEPT)
def _read(kind: str, content: bytes) -> Blank:
    file = io.BytesIO(content)
    if kind == BlankKind.DOCX:
        return Blank(names=letters.names_of(file))
    return Blank(grids_of(file))
