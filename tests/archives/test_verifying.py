"""A package verifies offline; whatever is done to it afterwards is found, and the file is named.

Only the first test has a database: pytest-django lets no other ask one.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hongmajia.archives.bag import Bag
from hongmajia.archives.models import Archive
from hongmajia.archives.verifying import Fault, Tampered, verify

CONTENT = {
    "tables/activities.csv": b"id,title\n1,x\n",
    "tables/confirmations.csv": b"id,benefit_wan\n1,12.5\n",
    "tables/needs.csv": b"id,title\n1,x\n",
    "tables/records.csv": b"id,done\n1,x\n",
    "figures/summary.csv": b"x,1\n",
    "photographs/needs/a.jpg": b"\xff\xd8\xff" + bytes(range(256)) * 9,
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package, written as those of years are."""
    path = tmp_path / "2026.zip"
    with path.open("wb") as file:
        bag = Bag(file, "hongmajia-2026-1", datetime(2026, 12, 1, 9, 30, tzinfo=UTC))
        for name, content in CONTENT.items():
            with bag.content(name, "表", is_packed=not name.endswith("jpg")) as part:
                part.write(content)
        bag.tag("README.txt", "说明\n")
        bag.tag("manifest.json", "{}\n")
        bag.close({"Bagging-Date": "2026-12-01"})
    return path


@pytest.fixture
def folder(package: Path) -> Path:
    """The package, unpacked."""
    with zipfile.ZipFile(package) as file:
        file.extractall(package.parent)
    return package.parent / "hongmajia-2026-1"


def told(path: Path) -> str:
    """What the command says."""
    out = StringIO()
    call_command("archive", "--verify", str(path), stdout=out)
    return out.getvalue()


def fault_of(path: Path) -> tuple[Fault, str]:
    with pytest.raises(Tampered) as tampered:
        verify(path)
    return tampered.value.fault, tampered.value.path


def rewritten(package: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The package with each entry as ``change`` gives it; ``None`` leaves it out."""
    other = package.with_name("other.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return other


def test_a_package_of_a_year_verifies_with_the_hash_on_its_page(year: Path) -> None:
    """The one that the worker made."""
    archive = Archive.objects.get()
    assert verify(year).files == archive.files
    assert archive.sha256 in told(year)


def test_a_package_verifies_as_it_is_and_unpacked(package: Path, folder: Path) -> None:
    assert verify(package).files == verify(folder).files == 12
    assert "一个不少，一个没改" in told(folder)


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_verifies_it_too(folder: Path, name: str) -> None:
    """With nothing of ours installed."""
    done = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", name], cwd=folder, check=False)
    assert done.returncode == 0


def test_a_changed_file_is_named(folder: Path) -> None:
    """One digit of one figure."""
    path = folder / "data/tables/confirmations.csv"
    path.write_bytes(path.read_bytes().replace(b"12.5", b"92.5"))
    assert fault_of(folder) == (Fault.CHANGED, "data/tables/confirmations.csv")
    with pytest.raises(CommandError, match=r"文件改过或者坏了：data/tables/confirmations\.csv"):
        told(folder)


def test_the_first_of_several_is_named(folder: Path) -> None:
    for name in ("needs", "activities", "records"):
        (folder / f"data/tables/{name}.csv").write_text("x")
    assert fault_of(folder) == (Fault.CHANGED, "data/tables/activities.csv")


def test_a_missing_file_is_named(folder: Path) -> None:
    (photo,) = (folder / "data/photographs/needs").iterdir()
    photo.unlink()
    assert fault_of(folder) == (Fault.MISSING, photo.relative_to(folder).as_posix())


@pytest.mark.parametrize("place", ["data/tables/more.csv", "note.txt", "data/.hidden"])
def test_an_added_file_is_named(folder: Path, place: str) -> None:
    (folder / place).write_text("x")
    assert fault_of(folder) == (Fault.ADDED, place)


def test_a_link_in_place_of_a_file_is_a_change(folder: Path, tmp_path: Path) -> None:
    """Even if it leads to the same content: that is not in the package."""
    path = folder / "data/tables/needs.csv"
    shutil.move(path, tmp_path / "needs.csv")
    path.symlink_to(tmp_path / "needs.csv")
    assert fault_of(folder) == (Fault.CHANGED, "data/tables/needs.csv")


def test_an_edited_list_is_found(folder: Path) -> None:
    """Whoever changes a file and its line in the list is caught by the list of lists."""
    path = folder / "manifest-sha256.txt"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]))
    assert fault_of(folder) == (Fault.CHANGED, "manifest-sha256.txt")


@pytest.mark.parametrize("name", ["README.txt", "manifest.json", "bag-info.txt", "bagit.txt"])
def test_a_changed_description_is_found(folder: Path, name: str) -> None:
    (folder / name).write_text("x")
    assert fault_of(folder) == (Fault.CHANGED, name)


def test_a_list_with_a_broken_line_is_said_to_be_broken(folder: Path) -> None:
    path = folder / "tagmanifest-sha256.txt"
    path.write_text(path.read_text(encoding="utf-8") + "no hash\n", encoding="utf-8")
    assert fault_of(folder) == (Fault.BROKEN_LIST, "tagmanifest-sha256.txt:6")


def test_a_list_that_leads_out_of_the_package_is_broken(folder: Path) -> None:
    """A line for a file elsewhere is no line of ours; nothing outside is read."""
    path = folder / "tagmanifest-sha256.txt"
    path.write_text(path.read_text(encoding="utf-8") + f"{'0' * 64}  ../secret\n", "utf-8")
    assert fault_of(folder) == (Fault.MISSING, "../secret")


def test_changes_in_the_zip_are_found(package: Path) -> None:
    """Without unpacking it: an entry changed, left out, added, put outside, and put in twice."""

    def changed(name: str, content: bytes) -> bytes:
        return content + b" " if name.endswith("needs.csv") else content

    def left_out(name: str, content: bytes) -> bytes | None:
        return None if name.endswith("summary.csv") else content

    assert fault_of(rewritten(package, changed)) == (Fault.CHANGED, "data/tables/needs.csv")
    assert fault_of(rewritten(package, left_out)) == (Fault.MISSING, "data/figures/summary.csv")
    top = zipfile.ZipFile(package).namelist()[0].split("/")[0]
    for name, path in ((f"{top}/data/x", "data/x"), ("outside.txt", "/outside.txt")):
        other = rewritten(package, lambda _name, content: content)
        with zipfile.ZipFile(other, "a") as file:
            file.writestr(name, b"x")
        assert fault_of(other) == (Fault.ADDED, path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_there_twice_is_found(package: Path) -> None:
    """Programs differ in which of the two they unpack."""
    top = zipfile.ZipFile(package).namelist()[0].split("/")[0]
    with zipfile.ZipFile(package, "a") as file:
        file.writestr(f"{top}/data/tables/needs.csv", b"x")
    assert fault_of(package)[1] == "data/tables/needs.csv"


def test_a_flipped_bit_is_found(package: Path) -> None:
    """In the middle of a photograph, as by a failing disk."""
    content = bytearray(package.read_bytes())
    where = content.index(b"\xff\xd8\xff") + 700
    content[where] ^= 1
    package.write_bytes(content)
    fault, path = fault_of(package)
    assert fault == Fault.CHANGED
    assert path.startswith("data/photographs/")


def test_with_all_lists_written_anew_only_the_hash_of_the_whole_differs(package: Path) -> None:
    """This is what hashes cannot show; the page has the hash of the whole for comparison."""
    other = rewritten(package, lambda _name, content: content)
    assert verify(other).sha256 != verify(package).sha256


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_something_else_is_no_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert fault_of(path) == (Fault.NO_PACKAGE, "")
    with pytest.raises(CommandError, match="不是归档包"):
        told(path)


def test_a_zip_of_something_else_and_an_empty_folder_are_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("a.txt", "x")
    assert fault_of(tmp_path / "x.zip")[0] == fault_of(tmp_path)[0] == Fault.NO_PACKAGE


def test_a_path_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不了"):
        told(tmp_path / "gone.zip")
