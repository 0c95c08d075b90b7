"""Check that no run-time dependency has a licence that obliges those who use the product.

The metadata of each installed distribution is read: its licence expression, its licence in words or
its classifiers. A wheel may bundle what its metadata does not mention; therefore the licence texts
inside it and the names of bundled libraries are read too. Accepted are permissive licences and
MPL-2.0, which applies only to changes of its own files. Everything else (GPL, AGPL, LGPL, unknown
words) fails unless `REVIEWED` has a reason for that package.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent / "pyproject.toml"

ACCEPTED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0",
        "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
"""SPDX identifiers."""

IN_WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What older metadata and classifiers write for an SPDX identifier."""


class Review(NamedTuple):
    """Findings that are accepted for a package after a review, and why."""

    findings: frozenset[str]
    why: str


def fine(findings: str, why: str) -> Review:
    return Review(frozenset(findings.split()), why)


GCC = (
    "of libgfortran, libgomp and libquadmath: GPL with GCC's runtime exception, or LGPL and loaded"
)
REVIEWED = {
    "lxml": fine("LGPL", "iconv, bundled for Windows and macOS only, loaded as a library"),
    "matplotlib": fine("GPL", "FreeType, which may be used under its own FTL instead"),
    "numpy": fine("GPL LGPL", GCC),
    "pi-heif": fine("LGPL-3.0-only LGPL", "libheif and libde265, loaded as shared libraries"),
    "pillow": fine("GPL LGPL", "FreeType, under its FTL; parts of XZ that are not in the wheel"),
    "psycopg": fine("LGPL-3.0-only LGPL", "imported unchanged, replaceable by whoever installs"),
    "psycopg-binary": fine("LGPL-3.0-only LGPL", "loaded by psycopg, replaceable as it is"),
    "qrcode": Review(
        frozenset({"Other/Proprietary License"}),
        "a classifier beside that of BSD; its LICENSE is BSD-3-Clause, with MIT of its ancestor",
    ),
    "scikit-learn": fine("GPL", GCC),
    "scipy": fine("GPL LGPL", GCC),
}

TEXTS = re.compile(r"(^|/)(licen[cs]es?/|licen[cs]e|copying|notice)[^/]*", re.IGNORECASE)
MENTIONED = {
    "AGPL": re.compile(r"\bAGPL[- ]?v?3|GNU AFFERO GENERAL PUBLIC LICENSE"),
    "GPL": re.compile(r"(?<![A-Za-z])GPL[- ]?v?[23]|GNU GENERAL PUBLIC LICENSE"),
    "LGPL": re.compile(r"\bLGPL[- ]?v?[23]|GNU (LESSER|LIBRARY) GENERAL PUBLIC LICENSE"),
}
"""Licences by name and version, or by the title of their text. Other licences mention the GPL
without a version ("GPL-compatible"); that is no finding."""
LIBRARIES = re.compile(r"(^|/)lib(fftw3|gs|gsl|mupdf|poppler|readline|x264|x265)\b[^/]*$")
"""Libraries under the GPL that some wheels bundle."""


def statements(package: Distribution) -> list[str]:
    """The licences in the metadata: the expression, else the words and the classifiers."""
    said = package.metadata
    if expression := said.get_all("License-Expression"):
        return expression
    words = " ".join(said.get_all("License") or []).strip()
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    return [*([words] if words and "\n" not in words else []), *classifiers] or ["(nothing)"]


def is_accepted(statement: str, accepted: frozenset[str]) -> bool:
    """Whether one alternative has only accepted parts; brackets are not parsed."""
    return any(
        all(IN_WORDS.get(part, part) in accepted for part in choice.split(" AND "))
        for choice in statement.split(" OR ")
    )


def mentions(package: Distribution) -> Iterator[str]:
    """Copyleft licences named in texts of the wheel, and bundled libraries under the GPL."""
    for file in package.files or []:
        if LIBRARIES.search(file.as_posix()):
            yield f"GPL library {file.name}"
        if ".dist-info/" in file.as_posix() and TEXTS.search(file.as_posix()):
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            yield from (name for name, pattern in MENTIONED.items() if pattern.search(text))


def faults(package: Distribution) -> list[str]:
    """Licences of the package that are neither accepted nor reviewed."""
    review = REVIEWED.get(canonicalize_name(package.name))
    known = review.findings if review else frozenset()
    stated = [one for one in statements(package) if not is_accepted(one, ACCEPTED | known)]
    return [*stated, *sorted(set(mentions(package)) - known)]


def run_time(requirements: Iterable[str]) -> dict[str, Distribution]:
    """The installed distributions of the requirements and all that they require, by canonical name.

    Raises PackageNotFoundError if one is not installed.
    """
    found: dict[str, Distribution] = {}
    todo = [(Requirement(line), "") for line in requirements]
    seen = set()
    while todo:
        wanted, extra = todo.pop()
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(wanted.name)
        found[name] = distribution(wanted.name)
        for asked in {"", *wanted.extras}:
            if (name, asked) not in seen:
                seen.add((name, asked))
                todo += [(Requirement(line), asked) for line in found[name].requires or []]
    return found


def declared() -> list[str]:
    """The requirements of the product with all its extras."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(line for extra in extras for line in extra)]


def main() -> None:
    """Print how many packages were checked, or the findings; then SystemExit."""
    try:
        packages = run_time(declared())
    except PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed; run `make ready`")
    found = {name: faults(package) for name, package in sorted(packages.items())}
    wrong = [f"{name}: {', '.join(what)}" for name, what in found.items() if what]
    wrong += [f"{name}: reviewed, but no dependency" for name in REVIEWED.keys() - packages.keys()]
    if wrong:
        sys.exit("\n".join(["Licences to look at (scripts/licences.py, REVIEWED):", *wrong]))
    print(f"Licences of {len(packages)} run-time packages are fine, {len(REVIEWED)} by review.")


if __name__ == "__main__":
    main()
