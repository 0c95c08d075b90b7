"""An index stored in a folder: built once, memory-mapped by any number of processes.

Each save writes a new version beside the earlier ones and then replaces the file that names the
current one, so that a process which has mapped an earlier version can keep using it. Helpers are
read one by one as they are used, so loading takes little time however many there are.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Ints
from hongmajia.engine.facts import EngineError, Helper, Kind, Licence
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.helper_rows import HelperRows
from hongmajia.engine.index.profiles import HelperArrays, Profiles, TermMatrices
from hongmajia.engine.places.distances import PlaceArrays
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.text.meaning import Meaning

FORMAT = 6
"""Version of the file format; an index in another format must be built again (`EngineError`
``stale_index``).
"""
CURRENT = "current"
GROUPS = {"profiles": Profiles, "words": TermMatrices, "places": PlaceArrays}


def save_index(index: HelperIndex, folder: Path) -> Path:
    """Save an index as the newest version in a folder, entirely or not at all; returns the
    version's folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    version = Path(mkdtemp(prefix="v-", dir=folder))
    try:
        for name, array in _flatten(index.arrays, ""):
            np.save(version / f"{name}.npy", array)
        _write_helpers(index.helpers, version)
        about = {
            "format": FORMAT,
            "weights": index.weights.as_dict(),
            "meaning": index.meaning.name if index.meaning else "",
        }
        (version / "about.json").write_text(json.dumps(about), "utf-8")
        pointer = version / CURRENT
        pointer.write_text(version.name, "utf-8")
        os.replace(pointer, folder / CURRENT)
    except BaseException:
        shutil.rmtree(version, ignore_errors=True)
        raise
    return version


def load_index(folder: Path, meaning: Meaning | None = None) -> HelperIndex:
    """The newest index of a folder, memory-mapped.

    ``meaning`` must use the same embedder as the saved index. Raises `EngineError`
    (``stale_index``) if there is none, or one of another format or another embedder.
    """
    try:
        version = folder / (folder / CURRENT).read_text("utf-8")
        about = json.loads((version / "about.json").read_text("utf-8"))
        if about["format"] != FORMAT or about["meaning"] != (meaning.name if meaning else ""):
            raise EngineError("stale_index", folder=folder.name)
        index = open_version(version)
        index.meaning = meaning
        return index
    except (OSError, EOFError, ValueError, KeyError) as error:
        if isinstance(error, EngineError):
            raise
        raise EngineError("stale_index", folder=folder.name) from error


def open_version(version: Path) -> HelperIndex:
    """One version of an index, without an embedder: for processes that receive prepared needs."""
    about = json.loads((version / "about.json").read_text("utf-8"))
    arrays = _read_arrays(HelperArrays, version, "")
    index = HelperIndex(_StoredHelpers(version), arrays, Weights.from_dict(about["weights"]))
    index.stored_in = version
    return index


def drop_old_versions(folder: Path, keep: int = 2) -> None:
    """Delete all versions but the newest ``keep``; processes that have mapped one can keep using
    it.
    """
    current = (folder / CURRENT).read_text("utf-8")
    versions = [each for each in folder.glob("v-*") if each.name != current]
    versions.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for version in versions[max(0, keep - 1) :]:
        shutil.rmtree(version, ignore_errors=True)


# --- arrays


def _flatten(value: Any, name: str) -> list[tuple[str, Any]]:
    """The arrays of nested dataclasses by dotted field name; a sparse matrix becomes
    four arrays.
    """
    if is_dataclass(value):
        return [
            pair
            for field in fields(value)
            for pair in _flatten(getattr(value, field.name), f"{name}.{field.name}".strip("."))
        ]
    if sparse.issparse(value):
        rows: Any = value.tocsr()
        shape = np.array(rows.shape)
        parts = {"data": rows.data, "indices": rows.indices, "indptr": rows.indptr, "shape": shape}
        return [(f"{name}.{part}", array) for part, array in parts.items()]
    return [(name, value)]


def _read_arrays(kind: type, version: Path, name: str) -> Any:
    """An object of the dataclass ``kind`` with its arrays memory-mapped, the inverse of
    `_flatten`.
    """
    return kind(
        **{
            field.name: _read_field(field.name, version, f"{name}.{field.name}".strip("."))
            for field in fields(kind)
        }
    )


def _read_field(field: str, version: Path, name: str) -> Any:
    """The value of one field: a nested dataclass, a sparse matrix or an array."""
    if field in GROUPS:
        return _read_arrays(GROUPS[field], version, name)
    if not (version / f"{name}.indptr.npy").exists():
        return _map_array(version, name)
    parts = [_map_array(version, f"{name}.{part}") for part in ("data", "indices", "indptr")]
    return sparse.csr_array(
        tuple(parts), shape=tuple(_map_array(version, f"{name}.shape").tolist())
    )


def _map_array(version: Path, name: str) -> Any:
    """A memory-mapped array (an empty one is read: it cannot be mapped)."""
    path = version / f"{name}.npy"
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(array)


# --- helpers


def _write_helpers(helpers: Sequence[Helper], version: Path) -> None:
    """Write the helpers as JSON lines, the offset of each line, and the ids."""
    starts, ids = [0], []
    with (version / "helpers.jsonl").open("wb") as lines:
        for helper in helpers:
            written = json.dumps(asdict(helper), ensure_ascii=False, default=sorted) + "\n"
            starts.append(starts[-1] + lines.write(written.encode("utf-8", "surrogatepass")))
            ids.append(helper.id)
    np.save(version / "starts.npy", np.array(starts, dtype=np.int64))
    (version / "ids.json").write_text(json.dumps(ids), "utf-8")


class _StoredHelpers(HelperRows):
    """Helpers in a file, each read when it is accessed."""

    def __init__(self, version: Path) -> None:
        self.ids: tuple[str, ...] = tuple(json.loads((version / "ids.json").read_text("utf-8")))
        self._starts: Ints = _map_array(version, "starts")
        self._lines = np.memmap(version / "helpers.jsonl", np.uint8, "r") if self.ids else None

    def helper_at(self, row: int) -> Helper:
        if not 0 <= row < len(self) or self._lines is None:
            raise IndexError(row)
        line = self._lines[self._starts[row] : self._starts[row + 1]].tobytes()
        facts = json.loads(line.decode("utf-8", "surrogatepass"))
        for name in ("specialities", "honours", "solved"):
            facts[name] = tuple(facts[name])
        facts["categories"] = frozenset(facts["categories"])
        facts["holds"] = frozenset(map(Licence, facts["holds"]))
        return Helper(**{**facts, "kind": Kind(facts["kind"])})
