"""One table of settings: all are read through it, documented, and refused in one sentence."""

import os
import re
import subprocess
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import pytest

from hongmajia.config import environment
from hongmajia.config.parsers import MailServer
from hongmajia.config.variables import Variable, WrongSetting

ROOT = Path(__file__).parent.parent.parent
OPERATIONS = ROOT / "docs/operations.md"
READS = re.compile(r"environ\b|getenv")
NOT_LOOKED_AT = ("config/", "engine/", "match_command/")
"""The table itself, and the engine: it knows no Django; `matching` hands it the table."""
LONG = "k" * 50


def test_the_documented_table_is_that_of_the_code() -> None:
    documented = OPERATIONS.read_text(encoding="utf-8")
    assert environment.as_markdown() in documented, environment.as_markdown()


def test_every_setting_that_the_sources_name_is_in_the_table() -> None:
    known = {name for variable in environment.VARIABLES for name in variable.names}
    assert named_in_sources(re.compile(r"\bHONGMAJIA_[A-Z_]+[A-Z]\b")) <= known


def test_nothing_reads_a_setting_beside_the_table() -> None:
    for path in sources():
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not ("HONGMAJIA_" in line and READS.search(line)), f"{path}: {line}"


def sources() -> list[Path]:
    root = ROOT / "src/hongmajia"
    paths = (path for path in root.rglob("*.py"))
    return [path for path in paths if not str(path.relative_to(root)).startswith(NOT_LOOKED_AT)]


def named_in_sources(pattern: re.Pattern[str]) -> set[str]:
    return {name for path in sources() for name in pattern.findall(path.read_text("utf-8"))}


def test_without_an_address_the_site_is_where_the_server_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HONGMAJIA_SITE", raising=False)
    monkeypatch.setenv("HONGMAJIA_PORT", "8195")
    assert environment.site_address() == "http://localhost:8195"
    monkeypatch.setenv("HONGMAJIA_SITE", "https://hongmajia.example.org")
    assert environment.site_address() == "https://hongmajia.example.org"


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        (environment.HOSTS, "a.example, b.example", ["a.example", "b.example"]),
        (environment.SITE, "https://a.example:8443/", "https://a.example:8443"),
        (environment.SITE, "", ""),
        (environment.PROXY_HOPS, "2", 2),
        (environment.PORT, "", 8000),
        (environment.DEBUG, "1", True),
        (environment.DEBUG, "0", False),
        (environment.LOG_LEVEL, "warning", "WARNING"),
        (environment.ADMINS, "a@x.example,b@x.example", ["a@x.example", "b@x.example"]),
        (environment.MAIL_URL, "", None),
        (
            environment.MAIL_URL,
            "smtp+starttls://u%40x:p%3A@mail.example",
            MailServer("mail.example", 587, "u@x", "p:", starttls=True, tls=False),
        ),
        (
            environment.MAIL_URL,
            "smtps://mail.example:8465",
            MailServer("mail.example", 8465, "", "", starttls=False, tls=True),
        ),
        (
            environment.MAIL_URL,
            "smtp://mail.example",
            MailServer("mail.example", 25, "", "", starttls=False, tls=False),
        ),
    ],
)
def test_texts_become_values(variable: Variable[Any], text: str, value: Any) -> None:
    assert variable.read({variable.name: text}) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        (environment.SITE, "hongmajia.example.org"),
        (environment.SITE, "https://a.example/path"),
        (environment.SITE, "https://a.example:port"),
        (environment.PROXY_HOPS, "-1"),
        (environment.PROXY_HOPS, "one"),
        (environment.PORT, "70000"),
        (environment.DEBUG, "yes"),
        (environment.LOG_FORMAT, "xml"),
        (environment.EMBEDDER, "magic"),
        (environment.MAIL_FROM, "nobody"),
        (environment.ADMINS, "a@x.example,b"),
        (environment.SMS_OK, "code=0"),
        (environment.SMS_LATER, "status=429 $.code=("),
        (environment.SMS_TEMPLATES, "sign_in_code"),
        (environment.DATA, "/dev/null/folder"),
        (environment.SECOND_FACTOR, "cadre:moon"),
        (environment.SECOND_FACTOR, "auditor:province"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(variable: Variable[Any], text: str) -> None:
    with pytest.raises(WrongSetting) as refusal:
        variable.read({variable.name: text})
    chinese, english = str(refusal.value).splitlines()
    assert chinese.startswith(f"{variable.name}={text}：")
    assert english.startswith(f"{variable.name}={text}: ")


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        (environment.DATABASE_URL, "mongo://user:hush@host/name"),
        (environment.MAIL_URL, "mail.example:hush"),
        (environment.MAIL_URL, "smtp://user:hush@host:port"),
        (environment.SMS_URL, "https://gateway.example/?key=hush&to={telephone}"),
        (environment.SMS_BODY, '{"key": "hush", "to": "{phone}"'),
        (environment.SMS_BODY, "hush"),
        (environment.SMS_HEADERS, '{"Authorization": "hush {phone}"}'),
        (environment.SMS_HEADERS, '{"Authorization": "密钥hush"}'),
        (environment.SECRET_KEY, "hush"),
    ],
)
def test_a_secret_is_not_repeated(variable: Variable[Any], text: str) -> None:
    with pytest.raises(WrongSetting, match=variable.name) as refusal:
        variable.read({variable.name: text})
    assert "hush" not in str(refusal.value)


def test_a_secret_can_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{LONG}\n")
    assert environment.SECRET_KEY.read({"HONGMAJIA_SECRET_KEY_FILE": str(file)}) == LONG


def test_a_file_that_is_not_there_is_no_empty_secret() -> None:
    with pytest.raises(WrongSetting, match=r"HONGMAJIA_SECRET_KEY_FILE=/nowhere: .*cannot be read"):
        environment.SECRET_KEY.read({"HONGMAJIA_SECRET_KEY_FILE": "/nowhere"})


def test_a_secret_is_given_once() -> None:
    both = {"HONGMAJIA_SECRET_KEY": LONG, "HONGMAJIA_SECRET_KEY_FILE": "/nowhere"}
    with pytest.raises(WrongSetting, match="only one"):
        environment.SECRET_KEY.read(both)


def test_a_name_that_is_no_setting_is_found() -> None:
    given = {"HONGMAJIA_HOSTZ": "x", "HONGMAJIA_HOST": "x", "HONGMAJIA_MAIL_URL_FILE": "x"}
    assert list(environment.unknown_names(given)) == ["HONGMAJIA_HOSTZ"]


def test_a_key_is_generated_once_and_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "key"
    numbers = iter(range(100))
    with ThreadPool(8) as pool:
        keys = pool.map(
            lambda _: environment.generated_key(path, lambda: str(next(numbers)), shortest=1),
            range(32),
        )
    assert len(set(keys)) == 1
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "\n", "too short"])
@pytest.mark.parametrize("name", ["field_key", "secret_key"])
def test_a_key_file_that_was_cut_short_is_no_key(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    read = {"field_key": environment.field_keys, "secret_key": environment.secret_key}[name]
    with pytest.raises(WrongSetting, match=rf"{name}: this key file is empty or cut short"):
        read(tmp_path)
    assert (tmp_path / name).read_text() == content


def test_a_command_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    given = {"HONGMAJIA_DATA": str(tmp_path), "HONGMAJIA_PROXY_HOPS": "one"}
    command = [sys.executable, "-m", "hongmajia", "check"]
    ended = subprocess.run(command, env=os.environ | given, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "HONGMAJIA_PROXY_HOPS=one：应为0到9之间的整数。",
        "HONGMAJIA_PROXY_HOPS=one: it must be a whole number from 0 to 9.",
    ]
