"""A visitor's address is the real one behind the stated number of proxies, whatever they claim."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from hongmajia.core.visitors import visitor_address, visitor_network

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "", PROXY),
        (0, "192.0.2.7", PROXY),  # anyone can write the header
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),  # the left one is the visitor's invention
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", PROXY),  # not through both proxies
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "192.0.2.7, <script>", PROXY),
        (1, "2001:DB8:0:1::00aa", "2001:db8:0:1::aa"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_the_address(settings: Settings, hops: int, forwarded: str, address: str) -> None:
    settings.PROXY_HOPS = hops
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert visitor_address(request) == address


def test_without_a_header(settings: Settings) -> None:
    settings.PROXY_HOPS = 1
    assert visitor_address(RequestFactory().get("/", REMOTE_ADDR=PROXY)) == PROXY


def test_a_socket_without_addresses() -> None:
    assert visitor_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1::aa", "2001:db8:0:1::"),
        ("2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::"),
        ("2001:db8:0:2::aa", "2001:db8:0:2::"),
        ("", ""),
    ],
)
def test_lock_outs_count_an_ipv6_subscriber_as_one(address: str, network: str) -> None:
    assert visitor_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network
