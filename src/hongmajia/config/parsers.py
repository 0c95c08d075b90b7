"""Texts of the environment → values; each raises `NotUsable` with what it expects instead."""

import os
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from ipaddress import ip_address as parse_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

from .variables import NotUsable

SHORTEST_KEY = 50
"""Characters of a secret key; Django's own check asks for as many."""
SHORTEST_FIELD_KEY = 32
"""Characters of an encryption key: a random text of this length cannot be guessed."""

MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
"""Scheme of a mail server's address → its usual port."""


def text(value: str) -> str:
    """The text itself."""
    return value


def folder(value: str) -> Path:
    """The folder's full path; if it is not there it is made, for its owner only."""
    path = Path(value).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotUsable("建不了这个文件夹。", "the folder cannot be made.") from error
    return path


@dataclass(frozen=True)
class SyslogServer:
    """Where syslog messages are sent."""

    host: str
    port: int
    is_tcp: bool


def syslog_server(value: str) -> SyslogServer | None:
    """``tcp://host:601`` or ``udp://host:514``; ``None`` without a value."""
    if not value:
        return None
    usual = {"tcp": 601, "udp": 514}
    try:
        parts = urlsplit(value)
        port = parts.port or usual[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname:
        raise NotUsable(
            "应为tcp://host:601或udp://host:514。",
            "it must be like tcp://host:601 or udp://host:514.",
        )
    return SyslogServer(parts.hostname, port, is_tcp=parts.scheme == "tcp")


def folder_or_none(value: str) -> Path | None:
    """The folder's full path, made if it is not there; ``None`` without a value."""
    return folder(value) if value else None


def file_or_none(value: str) -> Path | None:
    """The file's full path, whose folder must be there; ``None`` without a value."""
    path = Path(value).resolve() if value else None
    if path and not path.parent.is_dir():
        raise NotUsable("这个文件所在的文件夹不存在。", "the folder of the file is missing.")
    return path


def three_numbers(value: str) -> tuple[int, int, int]:
    """Three whole numbers from 0 to 1000, separated by commas."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 3:
        raise NotUsable(
            "应为三个数，用逗号分开。", "it must be three numbers, with commas between."
        )
    first, second, third = (whole_number(0, 1000)(part) for part in parts)
    return first, second, third


def flag(value: str) -> bool:
    """``1`` is yes, ``0`` or nothing is no."""
    if value not in ("", "0", "1"):
        raise NotUsable("应为1或0。", "it must be 1 or 0.")
    return value == "1"


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A parser of whole numbers within bounds, both included."""

    def parse(value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() else -1
        if not lowest <= number <= highest:
            raise NotUsable(
                f"应为{lowest}到{highest}之间的整数。",
                f"it must be a whole number from {lowest} to {highest}.",
            )
        return number

    return parse


def process_count(value: str) -> int:
    """A whole number from 1 to 64; without a value the processor cores that may be used."""
    return whole_number(1, 64)(value or str(min(64, usable_cores())))


def usable_cores() -> int:
    """Number of processor cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ip_address(value: str) -> str:
    """An IPv4 or IPv6 address."""
    try:
        return str(parse_address(value))
    except ValueError as error:
        raise NotUsable(
            "应为IP地址，例如127.0.0.1、0.0.0.0或::1。",
            "it must be an IP address, such as 127.0.0.1, 0.0.0.0 or ::1.",
        ) from error


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser of a word out of some; upper and lower case count as the same."""

    def parse(value: str) -> str:
        found = {choice.lower(): choice for choice in choices}.get(value.lower())
        if found is None:
            known = ", ".join(filter(None, choices))
            raise NotUsable(f"应为{known}之一。", f"it must be one of {known}.")
        return found

    return parse


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """IP networks between commas, such as ``10.1.0.0/16``."""
    try:
        return tuple(ip_network(word) for word in words(value))
    except ValueError as error:
        raise NotUsable(
            "应为网段，例如10.1.0.0/16，多个用逗号隔开。",
            "it must be networks, such as 10.1.0.0/16, separated by commas.",
        ) from error


def words(value: str) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def program(value: str) -> tuple[str, ...]:
    """A program that is there, and its arguments, as a shell splits them; empty without one."""
    try:
        parts = tuple(shlex.split(value))
    except ValueError as error:
        raise NotUsable("引号不成对。", "a quotation mark is not closed.") from error
    if parts and not shutil.which(parts[0]):
        raise NotUsable("没有这个程序。", "there is no such program.")
    return parts


def mail_addresses(value: str) -> list[str]:
    """Mail addresses between commas."""
    addresses = words(value)
    for address in addresses:
        mail_address(address)
    return addresses


def mail_address(value: str) -> str:
    """One mail address, with or without a name before it."""
    local, at, domain = parseaddr(value)[1].rpartition("@")
    if not (local and at and domain) or "\n" in value:
        raise NotUsable("应为邮箱地址。", "it must be a mail address.")
    return value


def site(value: str) -> str:
    """The address of a web site without a path, ``https://example.org``, or nothing."""
    if not value:
        return ""
    example = "应为网址，不带路径，例如https://hongmajia.example.org。"
    expected = NotUsable(example, "it must be like https://hongmajia.example.org, without a path.")
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises where it is no number
    except ValueError as error:
        raise expected from error
    beyond_host = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or beyond_host:
        raise expected
    return f"{parts.scheme}://{parts.netloc}"


def web_address(value: str) -> str:
    """An address of the web, or nothing."""
    if value and not value.startswith(("http://", "https://")):
        raise NotUsable("应以http://或https://开头。", "it must begin with http:// or https://.")
    return value


def signing_key(value: str) -> str:
    """A key that is long enough, or nothing."""
    if value and len(value) < SHORTEST_KEY:
        raise NotUsable(
            f"至少要{SHORTEST_KEY}个字符。", f"it must have at least {SHORTEST_KEY} characters."
        )
    return value


def encryption_keys(value: str) -> list[str]:
    """Keys that are long enough, or none."""
    keys = value.split()
    if any(len(key) < SHORTEST_FIELD_KEY for key in keys):
        raise NotUsable(
            f"每个密钥至少要{SHORTEST_FIELD_KEY}个字符。",
            f"every key must have at least {SHORTEST_FIELD_KEY} characters.",
        )
    return keys


def database(value: str) -> dict[str, Any]:
    """Django's description of a database; nothing for an empty address."""
    if not value:
        return {}
    try:
        return dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise NotUsable(
            "应为数据库地址，例如postgres://user:password@host/name。",
            "it must be like postgres://user:password@host/name.",
        ) from error


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and how the connection is encrypted."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    """The connection begins in clear and is encrypted before anything is said."""
    tls: bool
    """The connection is encrypted from its first byte."""


def mail_server(value: str) -> MailServer | None:
    """``smtp+starttls://user:password@host:port``, also ``smtps`` and ``smtp``; or nothing."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port or MAIL_PORTS[parts.scheme]
        host = parts.hostname or ""
    except (ValueError, KeyError):
        host = ""
    if not host:
        raise NotUsable(
            "应为smtp+starttls://user:password@host:587，或smtps://…、smtp://…。",
            "it must be like smtp+starttls://user:password@host:587, or smtps://… or smtp://….",
        )
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )
