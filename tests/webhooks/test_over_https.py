"""Events go over HTTPS to whoever has a certificate for the name, and to nobody else."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import trustme
from pytest_django import Settings

from hongmajia.webhooks.outgoing import NotSent, post
from tests.webhooks.receiver import Receiver

HOST = "hook.example"


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """The machine trusts this authority alone, and the name leads to this machine."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    known = socket.getaddrinfo

    def here(host: Any, *more: Any, **options: Any) -> Any:
        return known("127.0.0.1" if host == HOST else host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", here)


@contextmanager
def receiver(issuer: trustme.CA, name: str = HOST) -> Iterator[tuple[Receiver, str]]:
    """A receiver with a certificate of ``issuer`` for ``name``, and its address."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(name).configure_cert(tls)
    with Receiver(tls=tls) as made:
        made.faults = [204]
        yield made, f"https://{HOST}:{made.server.server_port}/hook"


def test_a_certificate_for_the_name_is_accepted(authority: trustme.CA) -> None:
    with receiver(authority) as (made, url):
        assert post(url, "{}", {"webhook-id": "1"}) == 204
        assert made.asked[0]["headers"]["host"] == url.split("/")[2]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    "wrong",
    [lambda _own: (trustme.CA(), HOST), lambda own: (own, "another.example")],
    ids=["unknown authority", "another name"],
)
def test_nothing_is_sent_to_another(
    authority: trustme.CA, wrong: Callable[[trustme.CA], tuple[trustme.CA, str]]
) -> None:
    with receiver(*wrong(authority)) as (made, url):
        with pytest.raises(NotSent, match="SSLError"):
            post(url, "{}", {"webhook-id": "1"})
        assert made.asked == []
