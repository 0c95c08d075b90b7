"""Finding enterprises that were registered twice: the pairs that may be one, and why.

Credit codes are unique, so two rows of one enterprise differ in theirs: one was mistyped, is an
old one, or is that of a branch. Positions 9 to 17 are the code of the organisation (GB 32100-2015);
two codes that share it are one organisation's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from hongmajia.spelling import firm_core, is_a_slip, name_key

from .alike import MOST_ALIKE, ends_of, place_names
from .enums import Alike
from .models import Enterprise

ORGANISATION = slice(8, 17)
MOST_SHARING = 4
"""So many enterprises with one telephone number or address, and no more, may be one: beyond that
it is an agency's number, or a business park."""
SAYING_MUCH = (Alike.CODE, Alike.NAME, Alike.CORE, Alike.SLIP)
SHORTEST_ADDRESS = 6
"""An address of fewer characters, such as 德清县, is nobody's own."""

Key = tuple[int, int]


class Facts(NamedTuple):
    """What is compared of an enterprise."""

    pk: int
    name: str
    credit_code: str
    region: str
    address: str


def pairs_alike() -> dict[Key, list[Alike]]:
    """All pairs of enterprises that may be one, by both keys, with the reasons.

    Reads all enterprises; meant for the worker. Time grows with their number, as those compared
    share a name, a code, a number or an address.
    """
    columns = ("pk", "name", "credit_code", "region", "address")
    rows = Enterprise.objects.order_by("pk").values_list(*columns).iterator(chunk_size=2000)
    firms = [Facts(*row) for row in rows]
    found: defaultdict[Key, set[Alike]] = defaultdict(set)
    for reason, groups in _groups(firms):
        most = MOST_ALIKE if reason in SAYING_MUCH else MOST_SHARING
        for group in groups:
            if 1 < len(group) <= most:
                for pair in combinations(sorted(group), 2):
                    found[pair].add(reason)
    for pair in _slips(firms):
        found[pair].add(Alike.SLIP)
    return {pair: [each for each in Alike if each in reasons] for pair, reasons in found.items()}


def _groups(firms: Collection[Facts]) -> Iterator[tuple[Alike, Iterable[set[int]]]]:
    places = place_names()
    yield Alike.CODE, _by((f.pk, f.credit_code[ORGANISATION]) for f in firms)
    yield Alike.NAME, _by((f.pk, name_key(f.name)) for f in firms)
    yield Alike.CORE, _by((f.pk, _in(f.region, firm_core(f.name, places))) for f in firms)
    yield Alike.ADDRESS, _by((f.pk, _in(f.region, _own(f.address))) for f in firms)
    links = Enterprise.contacts.through.objects.filter(enterprise__merged_into=None)
    yield Alike.PHONE, _by(links.values_list("enterprise", "user__phone").iterator())


def _by(pairs: Iterable[tuple[int, str]]) -> Iterable[set[int]]:
    """The keys that have the same word; an empty one says nothing."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for pk, word in pairs:
        if word:
            found[word].add(pk)
    return found.values()


def _in(region: str, word: str) -> str:
    return f"{region} {word}" if word else ""


def _own(address: str) -> str:
    key = name_key(address)
    return key if len(key) >= SHORTEST_ADDRESS else ""


def _slips(firms: Collection[Facts]) -> Iterator[Key]:
    """Pairs of one place whose names differ by one character."""
    places = place_names()
    cores = {f.pk: firm_core(f.name, places) for f in firms}
    ends: defaultdict[int, set[int]] = defaultdict(set)
    for firm in firms:
        for end in ends_of(firm.region, cores[firm.pk]):
            ends[end].add(firm.pk)
    for group in ends.values():
        if len(group) <= MOST_ALIKE:
            for pair in combinations(sorted(group), 2):
                if is_a_slip(cores[pair[0]], cores[pair[1]]):
                    yield pair
