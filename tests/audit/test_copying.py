"""Sealed events are sent to a syslog server: each at least once, in order, without names."""

import socket
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest
from pytest_django import Settings

from hongmajia.audit.copying import copy_seals
from hongmajia.audit.models import Seal
from hongmajia.audit.sealing import seal_events
from hongmajia.audit.tasks import seal_log
from hongmajia.config.parsers import SyslogServer
from hongmajia.core.acts import record
from hongmajia.core.logs.context import coming_from
from hongmajia.core.models import Event
from hongmajia.needs.enums import NeedVerb
from tests.actors import Province

pytestmark = pytest.mark.django_db


class Receiver:
    """A syslog server on a port of its own that keeps the lines that it was sent."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.server = SyslogServer("127.0.0.1", self.listening.getsockname()[1], is_tcp=True)
        self.thread = Thread(target=self._receive, daemon=True)
        self.thread.start()

    def _receive(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:  # the test is over
                return
            with connection, connection.makefile(encoding="utf-8") as lines:
                self.lines += [line.rstrip("\n") for line in lines]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    with closing(made.listening):
        yield made
        made.listening.shutdown(socket.SHUT_RDWR)
    made.thread.join()


def act(province: Province, note: str = "找王小明，13700001234") -> Event:
    """Ms Shen writes something into the log."""
    with coming_from({"request": "f00d", "address": "192.0.2.7", "agent": "浏览器"}):
        return record(province.shen, NeedVerb.LISTED, province.season, note=note)


def test_every_event_is_sent_once_sealed(
    province: Province, receiver: Receiver, settings: Settings
) -> None:
    settings.SYSLOG = receiver.server
    event = act(province)
    seal_log.call()
    sent = [line for line in receiver.lines if f" id={event.pk} " in line]
    assert len(sent) == 1
    assert sent[0].startswith("<110>1 2026-11-23T02:0")
    assert f"actor={province.shen.pk} verb=need.listed" in sent[0]
    assert f"address=192.0.2.7 request=f00d mark={bytes(event.mark).hex()}" in sent[0]
    assert "王小明" not in "".join(receiver.lines)
    assert "13700001234" not in "".join(receiver.lines)
    assert receiver.lines[-1].endswith(f"hash={Seal.objects.newest().hash}")


def test_what_was_sent_is_not_sent_again(province: Province, receiver: Receiver) -> None:
    act(province)
    seal_events()
    assert copy_seals(receiver.server) == 1
    assert copy_seals(receiver.server) == 0
    later = act(province)
    seal_events()
    assert copy_seals(receiver.server) == 1
    assert sum(f" id={later.pk} " in line for line in receiver.lines) == 1


def test_while_the_server_is_silent_nothing_is_lost(
    province: Province, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        port = closed.getsockname()[1]
    settings.SYSLOG = SyslogServer("127.0.0.1", port, is_tcp=True)
    act(province)
    seal_log.call()
    assert "cannot be sent to the syslog server" in caplog.text
    assert Seal.objects.filter(copied_at=None).count() == Seal.objects.count() > 0


def test_over_udp_each_event_is_a_datagram(province: Province) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiving:
        receiving.bind(("127.0.0.1", 0))
        event = act(province)
        seal_events()
        copy_seals(SyslogServer("127.0.0.1", receiving.getsockname()[1], is_tcp=False))
        receiving.settimeout(5)
        got = [receiving.recv(4096).decode() for _ in range(Event.objects.count() + 1)]
    assert any(f" id={event.pk} " in line for line in got)
    assert " seal " in got[-1]
