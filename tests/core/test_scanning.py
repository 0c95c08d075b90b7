"""Uploads pass a program of the office, and none is taken that it refuses or could not examine."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

import hongmajia
from hongmajia.core import scanning
from hongmajia.core.forms import SpreadsheetForm
from hongmajia.core.scanning import UploadField
from hongmajia.needs.fields import PhotosField
from tests.cases.conftest import photograph

SAYS_NO_TO_EICAR = 'grep --quiet EICAR "$1" && exit 1; exit 0'
Installed = Callable[[str], None]


@pytest.fixture
def installed(tmp_path: Path, settings: Settings) -> Installed:
    """`installed("exit 0")`: the office has a scanner that is this shell script."""

    def install(script: str) -> None:
        path = tmp_path / "scanner"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        settings.UPLOAD_SCANNER = (str(path),)

    return install


def faults_of(content: bytes) -> list[str]:
    """What the form of imports says of a file with this content."""
    form = SpreadsheetForm({}, {"file": SimpleUploadedFile("需求.xlsx", content)})
    return [str(message) for message in form.errors.get("file", [])]


def test_what_the_scanner_refuses_is_not_taken(installed: Installed) -> None:
    installed(SAYS_NO_TO_EICAR)
    assert faults_of(b"X5O!P%@AP EICAR test file") == [
        "这个文件没有通过安全检查（可能带有病毒），没有收下。"
    ]
    assert faults_of(b"harmless") == []


def test_a_clean_file_is_read_from_its_beginning(installed: Installed) -> None:
    installed(SAYS_NO_TO_EICAR)
    form = SpreadsheetForm({}, {"file": SimpleUploadedFile("需求.xlsx", b"harmless")})
    assert form.is_valid()
    assert form.cleaned_data["file"].read() == b"harmless"


def test_each_of_several_photographs_is_examined(installed: Installed) -> None:
    installed(SAYS_NO_TO_EICAR)
    infected = SimpleUploadedFile("2.jpg", photograph().read() + b"EICAR")
    uploads = [photograph(), infected]
    with pytest.raises(forms.ValidationError, match="安全检查"):
        PhotosField().clean(uploads)
    assert len(PhotosField().clean(uploads[:1])) == 1


@pytest.mark.parametrize("script", ["exit 2", "kill -9 $$", "sleep 5"])
def test_nothing_is_taken_while_the_scanner_does_not_work(
    installed: Installed, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.3)
    installed(script)
    assert faults_of(b"harmless") == [
        "现在检查不了文件是否安全，没有收下。请过一会儿再传，或者告诉管理员。"
    ]


def test_a_scanner_that_was_removed_takes_nothing(settings: Settings) -> None:
    settings.UPLOAD_SCANNER = ("/nowhere/scanner",)
    assert "检查不了" in faults_of(b"harmless")[0]


def test_every_form_examines_its_uploads() -> None:
    """A field that Django makes from a model's column would not."""
    for module in walk_packages(hongmajia.__path__, "hongmajia."):
        if "form" in module.name and "migrations" not in module.name:
            import_module(module.name)
    found = [
        (form, name)
        for form in descendants(forms.BaseForm)
        if form.__module__.startswith("hongmajia.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField) and not isinstance(field, UploadField)
    ]
    assert found == []


def descendants(base: type) -> Iterator[type]:
    """All classes below ``base``."""
    for each in base.__subclasses__():
        yield each
        yield from descendants(each)
