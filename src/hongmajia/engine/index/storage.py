"""An index in a folder: built once, mapped into memory, shared by processes.

Each saving makes a new version beside the earlier ones, and then a file says which is the current
one: who has the earlier one mapped keeps working with it. Helpers are read one by one as they are
needed, so loading costs little however many there are.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, overload

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Ints
from hongmajia.engine.facts import EngineError, Helper, Kind
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.profiles import HelperArrays, Profiles, Words
from hongmajia.engine.places.distances import PlaceArrays
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.text.meaning import Meaning

FORMAT = 3
"""Of the files; another one is not read."""
CURRENT = "current"
GROUPS = {"profiles": Profiles, "words": Words, "where": PlaceArrays}


def save_index(index: HelperIndex, folder: Path) -> Path:
    """Keep an index in a folder as its newest version; returns where that is. All or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix="v-", dir=folder))
    try:
        for name, array in _flat(index.known, ""):
            np.save(made / f"{name}.npy", array)
        _write_helpers(index.helpers, made)
        about = {
            "format": FORMAT,
            "weights": index.weights.as_dict(),
            "meaning": index.meaning.name if index.meaning else "",
        }
        (made / "about.json").write_text(json.dumps(about), "utf-8")
        pointer = made / CURRENT
        pointer.write_text(made.name, "utf-8")
        os.replace(pointer, folder / CURRENT)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return made


def load_index(folder: Path, meaning: Meaning | None = None) -> HelperIndex:
    """The newest index of a folder, mapped rather than read.

    ``meaning`` must be what the index was built with. Raises `EngineError` where there is none, or
    one of another format or another embedder.
    """
    try:
        made = folder / (folder / CURRENT).read_text("utf-8")
        about = json.loads((made / "about.json").read_text("utf-8"))
        if about["format"] != FORMAT or about["meaning"] != (meaning.name if meaning else ""):
            raise EngineError("stale_index", folder=folder.name)
        index = open_version(made)
        index.meaning = meaning
        return index
    except (OSError, EOFError, ValueError, KeyError) as error:
        if isinstance(error, EngineError):
            raise
        raise EngineError("stale_index", folder=folder.name) from error


def open_version(made: Path) -> HelperIndex:
    """One version of an index, without what computes vectors: for those that vectors travel to."""
    about = json.loads((made / "about.json").read_text("utf-8"))
    known = _gathered(HelperArrays, made, "")
    index = HelperIndex(_Kept(made), known, Weights.from_dict(about["weights"]))
    index.home = made
    return index


def drop_old_versions(folder: Path, keep: int = 2) -> None:
    """Away with all versions but the newest; who still has one mapped keeps it until he ends."""
    current = (folder / CURRENT).read_text("utf-8")
    versions = [each for each in folder.glob("v-*") if each.name != current]
    versions.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for version in versions[max(0, keep - 1) :]:
        shutil.rmtree(version, ignore_errors=True)


# --- arrays


def _flat(value: Any, name: str) -> list[tuple[str, Any]]:
    """A tree of arrays as named arrays."""
    if is_dataclass(value):
        return [
            pair
            for field in fields(value)
            for pair in _flat(getattr(value, field.name), f"{name}.{field.name}".strip("."))
        ]
    if sparse.issparse(value):
        rows: Any = value.tocsr()
        shape = np.array(rows.shape)
        parts = {"data": rows.data, "indices": rows.indices, "indptr": rows.indptr, "shape": shape}
        return [(f"{name}.{part}", array) for part, array in parts.items()]
    return [(name, value)]


def _gathered(kind: type, made: Path, name: str) -> Any:
    """The tree again, its leaves mapped."""
    return kind(
        **{
            field.name: _leaf(field.name, made, f"{name}.{field.name}".strip("."))
            for field in fields(kind)
        }
    )


def _leaf(field: str, made: Path, name: str) -> Any:
    """One array, or what is made of several."""
    if field in GROUPS:
        return _gathered(GROUPS[field], made, name)
    if not (made / f"{name}.indptr.npy").exists():
        return _mapped(made, name)
    parts = [_mapped(made, f"{name}.{part}") for part in ("data", "indices", "indptr")]
    return sparse.csr_array(tuple(parts), shape=tuple(_mapped(made, f"{name}.shape").tolist()))


def _mapped(made: Path, name: str) -> Any:
    """An array of the file; one without entries cannot be mapped."""
    path = made / f"{name}.npy"
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(array)


# --- helpers


def _write_helpers(helpers: Sequence[Helper], made: Path) -> None:
    """A line of JSON each, and where each line begins."""
    starts, ids = [0], []
    with (made / "helpers.jsonl").open("wb") as lines:
        for helper in helpers:
            written = json.dumps(asdict(helper), ensure_ascii=False, default=sorted) + "\n"
            starts.append(starts[-1] + lines.write(written.encode("utf-8", "surrogatepass")))
            ids.append(helper.id)
    np.save(made / "starts.npy", np.array(starts, dtype=np.int64))
    (made / "ids.json").write_text(json.dumps(ids), "utf-8")


class _Kept(Sequence[Helper]):
    """Helpers in a file, each read when it is asked for."""

    def __init__(self, made: Path) -> None:
        self.ids: tuple[str, ...] = tuple(json.loads((made / "ids.json").read_text("utf-8")))
        self._starts: Ints = _mapped(made, "starts")
        self._lines = np.memmap(made / "helpers.jsonl", np.uint8, "r") if self.ids else None

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, row: int) -> Helper: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Helper]: ...
    def __getitem__(self, row: int | slice) -> Helper | Sequence[Helper]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self) or self._lines is None:
            raise IndexError(row)
        line = self._lines[self._starts[row] : self._starts[row + 1]].tobytes()
        facts = json.loads(line.decode("utf-8", "surrogatepass"))
        for name in ("specialities", "honours", "solved"):
            facts[name] = tuple(facts[name])
        facts["categories"] = frozenset(facts["categories"])
        return Helper(**{**facts, "kind": Kind(facts["kind"])})
