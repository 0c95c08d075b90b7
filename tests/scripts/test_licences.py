"""The licence check fails where it should: shown on packages made up for the purpose."""

from importlib.metadata import Distribution
from pathlib import Path

import pytest

from scripts import licences

Files = dict[str, str]


def package(folder: Path, name: str, *metadata: str, files: Files | None = None) -> Distribution:
    """An installed distribution: its metadata, and files with their text."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    contents = {"METADATA": "\n".join([f"Name: {name}", "Version: 1.0", *metadata])}
    for path, text in {f"{info.name}/{key}": value for key, value in contents.items()}.items():
        write(folder / path, text)
    for path, text in (files or {}).items():
        write(folder / path.replace("INFO", info.name), text)
    recorded = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    write(info / "RECORD", "".join(f"{path},,\n" for path in recorded))
    return Distribution.at(info)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "metadata",
    [
        "License-Expression: MIT",
        "License-Expression: Apache-2.0 OR GPL-2.0-only",
        "License-Expression: MPL-2.0 AND MIT",
        "License: Apache 2.0",
        "Classifier: License :: OSI Approved :: BSD License",
    ],
)
def test_a_permissive_licence_is_fine_however_it_is_written(tmp_path: Path, metadata: str) -> None:
    assert licences.faults(package(tmp_path, "kind", metadata)) == []


@pytest.mark.parametrize(
    ("metadata", "fault"),
    [
        ("License-Expression: GPL-3.0-or-later", "GPL-3.0-or-later"),
        ("License-Expression: AGPL-3.0-only", "AGPL-3.0-only"),
        ("License-Expression: MIT AND LGPL-2.1-only", "MIT AND LGPL-2.1-only"),
        ("License-Expression: MIT AND (GPL-2.0-only OR MIT)", "MIT AND (GPL-2.0-only OR MIT)"),
        ("License: Free for friends", "Free for friends"),
        ("Classifier: Framework :: Django", "(nothing)"),
        (
            "License: MIT\nClassifier: License :: OSI Approved :: GNU Affero GPL v3",
            "GNU Affero GPL v3",
        ),
    ],
)
def test_any_other_licence_is_found(tmp_path: Path, metadata: str, fault: str) -> None:
    assert licences.faults(package(tmp_path, "greedy", metadata)) == [fault]


def test_what_a_wheel_bundles_is_found_though_its_metadata_is_permissive(tmp_path: Path) -> None:
    """As with pillow-heif: BSD by its metadata, with the GPL encoder x265 inside its wheel."""
    files = {
        "INFO/licenses/LICENSES_bundled.txt": "Name: x265\nLicense: GPLv2",
        "pictures.libs/libx265-4883ecb5.so.217": "",
    }
    found = package(tmp_path, "pictures", "License: BSD-3-Clause", files=files)
    assert licences.faults(found) == ["GPL", "GPL library libx265-4883ecb5.so.217"]


def test_a_licence_that_only_speaks_of_the_gpl_is_fine(tmp_path: Path) -> None:
    text = "All Python licenses are GPL-compatible: see the GNU General Public License."
    found = package(tmp_path, "snake", "License: MIT", files={"INFO/LICENSE": text})
    assert licences.faults(found) == []


def test_a_review_covers_what_was_seen_and_nothing_new(tmp_path: Path) -> None:
    files = {"INFO/licenses/LICENSES_bundled.txt": "libheif: LGPLv3\nx265: GPLv2"}
    found = package(tmp_path, "pi-heif", "License: BSD-3-Clause", files=files)
    assert licences.faults(found) == ["GPL"]


def test_all_that_the_product_needs_is_looked_at() -> None:
    """Ours, what it requires with its extras, and what those require."""
    names = licences.run_time(["uvicorn ; extra == 'never'", "psycopg[binary]", "python-docx"])
    assert {"psycopg", "psycopg-binary", "python-docx", "lxml"} <= names.keys()
    assert "uvicorn" not in names
