"""From a typst template and facts to a PDF."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from .faults import TemplateFault
from .glyphs import faces, set_in_print

GROUND = Path(__file__).with_name("papers.typ")
"""The functions shared by all templates: ``#import "/papers.typ": *``."""

STANDARD = "a-2b"
"""PDF/A-2b (ISO 19005-2): what can be read in decades; typst refuses what would not conform."""


def typeset(
    template: Path,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_tagged: bool = True,
) -> bytes:
    """``template`` (a .typ file; files beside it may be imported) as a PDF.

    ``data`` is JSON data, which the template reads as the dictionary ``data``; texts are never
    interpreted as markup. ``pictures`` are files by name (``face.jpg``, ``code.svg``), which the
    template places by ``picture("face.jpg")``. ``is_tagged`` makes the PDF accessible to screen
    readers; books for the printer go without. Every PDF is one for archives (``STANDARD``).

    For characters that are in no font `MISSING` is set, and the template's ``#unprinted-note`` says
    for which. Raises `FontsMissing`, and `TemplateFault` for errors and warnings of typst.
    """
    how = {"format": "pdf", "pdf_tags": is_tagged, "pdf_standards": [STANDARD]}
    return _set(template, data, pictures, **how)


def draw(
    template: Path,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    *,
    dots: int = 144,
) -> bytes:
    """The one page of ``template`` as a PNG with ``dots`` per inch; otherwise like `typeset`."""
    return _set(template, data, pictures, format="png", ppi=dots)


def _set(
    template: Path,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None,
    **how: Any,
) -> bytes:
    """The document in the given format."""
    facts, unprinted = set_in_print(dict(data))
    facts["unprinted"] = [{"code": one.code, "words": one.words} for one in unprinted]
    with TemporaryDirectory(prefix="paper-") as folder:
        root = Path(folder)
        _lay_out(root, template, pictures or {})
        return _compile(root, template.name, json.dumps(facts, ensure_ascii=False), how)


def _lay_out(root: Path, template: Path, pictures: Mapping[str, bytes]) -> None:
    """Copy template and pictures to a folder; typst can read nothing outside it."""
    for part in (GROUND, *template.parent.glob("*.typ")):
        shutil.copyfile(part, root / part.name)
    (root / "pictures").mkdir()
    for name, content in pictures.items():
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no plain file name")
        (root / "pictures" / name).write_bytes(content)


def _compile(root: Path, name: str, facts: str, how: Mapping[str, Any]) -> bytes:
    """The bytes of the document. Raises `TemplateFault` for errors and warnings of typst."""
    try:
        paper, warnings = typst.compile_with_warnings(
            root / name,
            root=root,
            font_paths=faces(),
            sys_inputs={"data": facts},
            **how,
        )
    except typst.TypstError as error:
        raise TemplateFault(error.diagnostic or error.message) from error
    if warnings:
        raise TemplateFault("\n".join(warning.message for warning in warnings))
    return bytes(paper[0] if isinstance(paper, list) else paper)
