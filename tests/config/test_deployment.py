"""`hongmajia check --deploy`: silent for a production environment, in useful words otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from hongmajia.core.checks import (
    data_is_private,
    mail_is_sent,
    names_are_known,
    site_is_behind_tls,
)

PRODUCTION = {
    "HONGMAJIA_SITE": "https://hongmajia.example.org",
    "HONGMAJIA_PROXY_HOPS": "1",
    "HONGMAJIA_MAIL_URL": "smtp+starttls://mail.example.org",
    "HONGMAJIA_DATABASE_URL": "",
    "DJANGO_SETTINGS_MODULE": "hongmajia.config.settings",
}


def test_a_production_environment_is_clean(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hongmajia", "check", "--deploy", "--fail-level", "WARNING"]
    environment = os.environ | {"HONGMAJIA_DATA": str(tmp_path)} | PRODUCTION
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # for the tests' browser only
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


READ = """
import json
from hongmajia.config import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=lambda value: None))
"""


def settings_with(folder: Path, **given: str) -> dict[str, Any]:
    """The settings that follow from an environment."""
    environment = os.environ | {"HONGMAJIA_DATA": str(folder)} | PRODUCTION | given
    output = subprocess.check_output([sys.executable, "-c", READ], env=environment)
    return dict(json.loads(output))


def test_what_follows_from_a_production_environment(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://hongmajia.example.org"]
    assert "hongmajia.example.org" in found["ALLOWED_HOSTS"]
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    secure = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")
    assert [found[name] for name in secure] == [True] * 3
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["EMAIL_TIMEOUT"] == 10


def test_what_follows_from_none(tmp_path: Path) -> None:
    """A first start on one's own machine: plain HTTP works, and nobody's headers are believed."""
    found = settings_with(tmp_path, **dict.fromkeys(PRODUCTION, ""))
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert not found["DEBUG"]


def test_a_site_without_tls(settings: Settings) -> None:
    settings.HTTPS = False
    [warning] = site_is_behind_tls()
    assert "HONGMAJIA_SITE不是https网址" in warning.msg


def test_https_without_a_stated_proxy(settings: Settings) -> None:
    settings.HTTPS, settings.PROXY_HOPS = True, 0
    [warning] = site_is_behind_tls()
    assert "大家一起被锁" in warning.msg


def test_mail_that_is_only_printed(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    [warning] = mail_is_sent()
    assert "不寄出去" in warning.msg


def test_a_setting_with_a_typing_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HONGMAJIA_HOSTZ", "a.example")
    assert "没有叫HONGMAJIA_HOSTZ的设置" in str(names_are_known()[0].msg)


STORED = """
import os
os.umask(0o022)  # as a login shell has it
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from hongmajia.core.encrypted_files import EncryptedStorage
call_command("migrate", "core", verbosity=0)
default_storage.save("needs/photo.jpg", ContentFile(b"photo"))
EncryptedStorage().rekey(EncryptedStorage().save("imports/2026/a.xlsx", ContentFile(b"sheet")))
"""


def test_what_is_stored_is_for_its_owner_only(tmp_path: Path) -> None:
    """Database, uploads, keys and the folder itself, on a machine where files are open to all."""
    data = tmp_path / "data"
    environment = os.environ | {"HONGMAJIA_DATA": str(data)} | PRODUCTION
    subprocess.check_call([sys.executable, "-c", STORED], env=environment)
    made = {str(path.relative_to(data)): path for path in [data, *data.rglob("*")]}
    expected = {".", "db.sqlite3", "field_key", "secret_key", "media/needs/photo.jpg"}
    assert expected | {"media", "media/imports/2026/a.xlsx"} <= made.keys()
    assert {name for name, path in made.items() if path.stat().st_mode & 0o077} == set()


def test_what_others_may_read_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    for name in ("db.sqlite3", "field_key", "media/needs/photo.jpg", "static/hm.css"):
        path = tmp_path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(0o600)
    (tmp_path / "static/hm.css").chmod(0o644)
    for folder in (tmp_path, tmp_path / "media", tmp_path / "media/needs"):
        folder.chmod(0o700)
    assert data_is_private() == []
    (tmp_path / "media/needs/photo.jpg").chmod(0o640)
    (tmp_path / "db.sqlite3").chmod(0o604)
    [warning] = data_is_private()
    assert (
        f"2个文件或文件夹：{tmp_path}/db.sqlite3、{tmp_path}/media/needs/photo.jpg。" in warning.msg
    )
    assert f"chmod -R go-rwx {tmp_path}" in warning.msg


def test_of_many_files_that_others_may_read_the_number_is_given(
    tmp_path: Path, settings: Settings
) -> None:
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    tmp_path.chmod(0o700)
    for number in range(12):
        (tmp_path / str(number)).touch()
        (tmp_path / str(number)).chmod(0o644)
    assert "12个文件" in data_is_private()[0].msg
