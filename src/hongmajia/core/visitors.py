"""The visitor's address behind the proxies, and which addresses count as one visitor."""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64
"""Bits that name a subscriber; one chooses the other 64 freely (RFC 6177, RFC 8981)."""


def visitor_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; without proxies the peer's own.

    Every proxy appends the address it saw to ``X-Forwarded-For``, so with ``PROXY_HOPS`` proxies
    that many entries, counted from the right, are theirs; whatever stands left of them may be
    forged. Where there are fewer entries, or the entry is no address, the peer's own counts.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops = settings.PROXY_HOPS
    if 0 < hops <= len(entries) and (address := _parsed(entries[-hops])):
        return str(address)
    address = _parsed(peer)
    return str(address) if address else peer


def visitor_network(request: HttpRequest) -> str:
    """What lock-outs count as one visitor: an IPv4 address, or the first address of an IPv6 /64.

    A subscriber of IPv6 has at least 2⁶⁴ addresses; counted one by one, nobody were ever locked
    out. It is an address still, for tables that keep addresses.
    """
    text = visitor_address(request)
    address = _parsed(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, IPV6_PREFIX), strict=False).network_address)
    return text


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """An address without zone, IPv4 also where it is written as IPv6; ``None`` for no address."""
    with suppress(ValueError):
        address = ip_address(text.strip().partition("%")[0])
        return getattr(address, "ipv4_mapped", None) or address
    return None
