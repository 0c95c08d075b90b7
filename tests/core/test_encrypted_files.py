"""Uploaded files on disk: encrypted and decrypted by migrations, which may be interrupted."""

from pathlib import Path

import pytest
from pytest_django import Settings

from hongmajia.core.encrypted_files import EncryptedStorage

PLAIN = b"PK spreadsheet"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    """A file that was stored in the clear."""
    path = tmp_path / "upload"
    path.write_bytes(PLAIN)
    return path


def test_a_migration_that_runs_again_encrypts_each_file_once(upload: Path) -> None:
    storage = EncryptedStorage(location=upload.parent)
    for _run in range(2):
        storage.encrypt_in_place("upload")
    assert PLAIN not in upload.read_bytes()
    assert storage.open("upload").read() == PLAIN


def test_a_migration_that_is_taken_back_twice_leaves_the_plain_file(upload: Path) -> None:
    storage = EncryptedStorage(location=upload.parent)
    storage.encrypt_in_place("upload")
    for _run in range(2):
        storage.decrypt_in_place("upload")
    assert upload.read_bytes() == PLAIN


def test_a_file_is_put_under_the_newest_key_once_if_it_is_there(
    upload: Path, settings: Settings
) -> None:
    storage = EncryptedStorage(location=upload.parent)
    storage.encrypt_in_place("upload")
    settings.FIELD_KEYS = ["new " * 10, *settings.FIELD_KEYS]
    assert [storage.rekey("upload"), storage.rekey("upload")] == [True, False]
    assert storage.open("upload").read() == PLAIN
    assert not storage.rekey("gone")
