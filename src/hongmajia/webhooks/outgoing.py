"""Posting to an address that a person typed, and never into our own network.

The name is resolved once, every address it has is checked, and the connection is made to one of
these addresses: a name that points elsewhere a moment later gains nothing. Redirects are not
followed, and no proxy of the environment is used.
"""

import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings

Address = IPv4Address | IPv6Address
TIMEOUT = urllib3.Timeout(connect=5, read=10)
MOST_READ = 4096
"""Bytes of an answer that are read; only its status counts."""
TUNNELS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 addresses that lead to an IPv4 address within them, which may be one of ours."""


class NotSent(Exception):  # noqa: N818 - an outcome, which the page shows
    """The request had no answer; the message is what the page shows."""


class Forbidden(NotSent):
    """The address is in a network that nobody may send us into."""


def is_allowed(address: Address) -> bool:
    """Whether we may connect to ``address``: on the public internet, or in a network let in."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    tunnelled = any(address in network for network in TUNNELS)
    return address.is_global and not address.is_multicast and not tunnelled


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """Post ``body`` and return the status of the answer; raises ``NotSent``."""
    parts = urlsplit(url)
    address = _address_of(parts)
    if parts.scheme == "http" and address.is_global:
        raise Forbidden("http")
    pool = _pool(parts, address)
    try:
        answer = pool.urlopen(
            "POST", _target(parts), body=body.encode(), redirect=False, retries=False,
            headers={**headers, "Host": parts.netloc.rpartition("@")[2]}, timeout=TIMEOUT,
            preload_content=False,
        )  # fmt: skip
        answer.read(MOST_READ)
        return int(answer.status)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NotSent(type(error).__name__) from error
    finally:
        pool.close()


def _address_of(parts: SplitResult) -> Address:
    """The address to connect to; ``Forbidden`` if any address of the name is not allowed."""
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise NotSent("no such host") from error
    addresses = [ip_address(each[4][0].partition("%")[0]) for each in found]  # type: ignore[union-attr]
    if not addresses or not all(map(is_allowed, addresses)):
        raise Forbidden("address inside the network")
    return addresses[0]


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _pool(parts: SplitResult, address: Address) -> Any:
    """A pool for one connection to ``address``, with the certificate checked for the name."""
    if parts.scheme != "https":
        return urllib3.HTTPConnectionPool(str(address), _port(parts), maxsize=1)
    return urllib3.HTTPSConnectionPool(
        str(address), _port(parts), maxsize=1, ssl_context=ssl.create_default_context(),
        server_hostname=parts.hostname, assert_hostname=parts.hostname,
    )  # fmt: skip
