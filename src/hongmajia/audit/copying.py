"""A copy of the event log on another machine, sent there as syslog messages (RFC 5424).

A line an event and a line a seal, seal after seal. They hold no note and no names: who acted is the
key of the account, and the mark of the row lets ``log --verify`` and the copy be compared.
"""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone

from hongmajia.config.parsers import SyslogServer
from hongmajia.core.models import Event

from .models import Seal
from .sealing import rows_of

PRIORITY = 13 * 8 + 6
"""Facility “log audit”, severity “informational” (RFC 5424, 6.2.1)."""
MOST_SEALS = 200
"""Seals that one run of the task copies: after a long silence of the server the next run goes on.
"""
SECONDS = 10


def copy_seals(server: SyslogServer) -> int:
    """Send the seals that were not sent yet, the oldest first; how many.

    ``OSError`` if the server cannot be reached; what was sent before stays sent. A seal whose
    sending was cut off is sent again, so a line may come twice. UDP tells nobody what was lost.
    """
    waiting = Seal.objects.filter(copied_at=None).order_by("number").values_list("pk", flat=True)
    numbers = list(waiting[:MOST_SEALS])  # without their rows, which may be large
    for number in numbers:
        send(server, messages_of(Seal.objects.get(pk=number)))
        Seal.objects.filter(pk=number).update(copied_at=timezone.now())
    return len(numbers)


def messages_of(seal: Seal) -> Iterator[str]:
    """The messages of the seal's events, in the order of their keys, and that of the seal."""
    found = Event.objects.select_related("subject_type").in_bulk([key for key, _ in rows_of(seal)])
    for event in found.values():
        origin = event.origin or {}
        yield message(event.at, "event", {
            "id": event.pk, "actor": event.actor_id or "-", "verb": event.verb,
            "subject": f"{event.subject_type.model}-{event.subject_id}",
            "from": event.from_state or "-", "to": event.to_state or "-",
            "address": origin.get("address", "-"), "request": origin.get("request", "-"),
            "mark": bytes(event.mark).hex(),
        })  # fmt: skip
    facts = {"number": seal.number, "events": seal.count, "hash": seal.hash}
    yield message(seal.made_at, "seal", facts)


def message(at: datetime, kind: str, facts: dict[str, object]) -> str:
    """One message: header, kind as MSGID, and the facts as words."""
    time = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    words = " ".join(f"{name}={value}" for name, value in facts.items())
    return f"<{PRIORITY}>1 {time} {socket.gethostname()} hongmajia - {kind} - {words}"


def send(server: SyslogServer, lines: Iterator[str]) -> None:
    """Send the messages: over UDP one a datagram, over TCP one a line (RFC 6587, 3.4.2)."""
    if not server.is_tcp:
        family, *_, address = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_DGRAM)[
            0
        ]
        with socket.socket(family, socket.SOCK_DGRAM) as out:
            for line in lines:
                out.sendto(line.encode(), address)
        return
    with socket.create_connection((server.host, server.port), timeout=SECONDS) as out:
        out.sendall("".join(f"{line}\n" for line in lines).encode())
        out.shutdown(socket.SHUT_WR)
        out.recv(1)  # the server closes once it has read everything
