"""Make the icon sheet: one SVG with only the icons that icons.txt names, from the Tabler set.

`check` is the outline, `circle-check-filled` the filled form. A page shows one by
`{% icon "check" %}`. The stylesheet sets the stroke width (`.i`); the colour is that of the text.
"""

import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
CORE = ROOT / "src/hongmajia/core"
TABLER = ROOT / "node_modules/@tabler/icons"
DRAWINGS = TABLER / "icons"
SVG = "http://www.w3.org/2000/svg"
KEPT = ("viewBox", "fill", "stroke", "stroke-linecap", "stroke-linejoin")


def wanted() -> list[str]:
    """The names in icons.txt, one per line; `#` begins a comment."""
    lines = (CORE / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted({line.partition("#")[0].strip() for line in lines} - {""})


def symbol(name: str) -> ElementTree.Element:
    """One icon as a <symbol> with that id; SystemExit if Tabler has no such icon."""
    form, drawn = ("filled", name[:-7]) if name.endswith("-filled") else ("outline", name)
    path = DRAWINGS / form / f"{drawn}.svg"
    if not path.exists():
        sys.exit(f"icons.txt names {name!r}, but Tabler has no {form} icon {drawn!r}")
    drawing = ElementTree.parse(path).getroot()
    attributes = {key: drawing.attrib[key] for key in KEPT if key in drawing.attrib}
    element = ElementTree.Element(f"{{{SVG}}}symbol", {"id": name, **attributes})
    element.extend(drawing)
    return element


def main() -> None:
    """Write core/static/vendor/icons.svg, and the licence (MIT) next to it."""
    ElementTree.register_namespace("", SVG)
    sheet = ElementTree.Element(f"{{{SVG}}}svg")
    sheet.extend(symbol(name) for name in wanted())
    ElementTree.indent(sheet, " ")
    target = CORE / "static/vendor/icons.svg"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TABLER / "LICENSE", target.with_name("tabler-icons-LICENSE.txt"))
    ElementTree.ElementTree(sheet).write(target, encoding="utf-8")


if __name__ == "__main__":
    main()
