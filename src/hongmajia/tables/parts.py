"""Parts of an Office file: their types, their XML as trees, and the file with some of them changed.

An Office file is a zip archive of parts (ECMA-376, part 2).
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

TYPES = "[content_types].xml"
SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def names_in(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a part in lower case → as it stands."""
    return {name.lower(): name for name in archive.namelist()}


def content_types(archive: zipfile.ZipFile) -> Callable[[str], str]:
    """Tells the type of a part by its name; empty where the file does not say it.

    Raises ``KeyError`` if the file has no list of types, ``lxml.etree.XMLSyntaxError``.
    """
    tree = parsed(archive.read(names_in(archive)[TYPES]))
    own = {
        one.get("PartName", "").lower(): one.get("ContentType", "")
        for one in tree.iter(f"{SPACE}Override")
    }
    by_ending = {
        one.get("Extension", "").lower(): one.get("ContentType", "")
        for one in tree.iter(f"{SPACE}Default")
    }

    def kind(name: str) -> str:
        lower = name.lower()
        return own.get(f"/{lower}", by_ending.get(lower.rpartition(".")[2], ""))

    return kind


def parsed(content: bytes) -> Any:
    """The root of a part. Raises ``lxml.etree.XMLSyntaxError``, and ``ValueError`` for a document
    type, without which no entity can expand.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type")
    return root


def changed_parts(archive: zipfile.ZipFile, trees: Mapping[str, Any]) -> bytes:
    """The file with the parts in ``trees``; every other part is copied byte by byte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in archive.infolist():
            tree = trees.get(info.filename)
            new.writestr(info, archive.read(info) if tree is None else _bytes(tree))
    return written.getvalue()


def _bytes(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
