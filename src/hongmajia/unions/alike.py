"""Rows of an import that may mean an enterprise, or a person, that is there under another name.

They are no faults: two firms may have nearly the same name, and two people the same. The preview
asks, and whoever imports decides (``core.imports``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from hongmajia.core.actors import SignedIn
from hongmajia.engine.places.divisions import provinces
from hongmajia.spelling import firm_core, is_a_slip, name_key

from .enums import KEEPERS
from .known_people import chunks
from .models import Enterprise, Membership, Region
from .querysets import under

COMPARED = 3
"""Characters at the start or the end of which one is the same in names with a single slip."""
MOST_ALIKE = 40
"""Beyond this many enterprises of one place with one start or end these three characters tell
nothing, and are compared no further."""


def place_names() -> frozenset[str]:
    """All places as they stand in names: 中国, 浙江省, 浙江, 湖州市, 湖州, 德清县, 德清."""
    places = [*provinces(), *Region.objects.divisions()]
    names = {name for place in places for name in (place.name, place.short_name)}
    return frozenset(map(name_key, ["中国", *names]))


class FirmsAlike:
    """The enterprises of the actor's unions, found by names that are nearly theirs."""

    def __init__(self, actor: SignedIn) -> None:
        self.places = place_names()
        self.firms: list[tuple[int, str, str]] = []
        """Key, name and core of each."""
        self.by_core: dict[tuple[str, str], int] = {}
        self.by_end: defaultdict[int, list[int]] = defaultdict(list)
        """Hash of a region and the start or end of a core → places in ``firms``."""
        own = Enterprise.objects.filter(under(actor.scope(*KEEPERS))).order_by()
        for pk, name, region in own.values_list("pk", "name", "region").iterator():
            self._add(pk, name, region)

    def _add(self, pk: int, name: str, region: str) -> None:
        if not (core := firm_core(name, self.places)):
            return
        place = len(self.firms)
        self.firms.append((pk, name, core))
        self.by_core.setdefault((region, core), place)
        for end in ends_of(region, core):
            if len(self.by_end[end]) <= MOST_ALIKE:
                self.by_end[end].append(place)

    def like(self, name: str, region: str) -> tuple[int, str] | None:
        """Key and name of an enterprise of the region that ``name`` may mean."""
        if not self.firms or not (core := firm_core(name, self.places)):
            return None
        found = self.by_core.get((region, core))
        if found is None:
            found = next(self._slips(core, region), None)
        return None if found is None else self.firms[found][:2]

    def _slips(self, core: str, region: str) -> Iterator[int]:
        for end in ends_of(region, core):
            places = self.by_end.get(end, ())
            if len(places) <= MOST_ALIKE:
                yield from (place for place in places if is_a_slip(core, self.firms[place][2]))


def ends_of(region: str, core: str) -> Iterable[int]:
    """Hashes of a region with the start and with the end of a core; none for a short core."""
    if len(core) < COMPARED + 1:
        return ()
    return hash((region, 0, core[:COMPARED])), hash((region, 1, core[-COMPARED:]))


class Namesakes:
    """Who has a name in a union or an enterprise already: the keys of their accounts."""

    def __init__(self, unions: Collection[int], firms: Collection[int]) -> None:
        self.known: defaultdict[tuple[str, str, int], set[int]] = defaultdict(set)
        for some in chunks(unions):
            seats = Membership.objects.not_over().filter(union__in=some)
            for name, union, user in seats.values_list("user__name", "union", "user"):
                self.known[name_key(name), "union", union].add(user)
        for some in chunks(firms):
            links = Enterprise.contacts.through.objects.filter(enterprise__in=some)
            for name, firm, user in links.values_list("user__name", "enterprise", "user"):
                self.known[name_key(name), "firm", firm].add(user)

    def has_other(self, name: str, kind: str, place: int, user: int | None) -> bool:
        """Whether somebody else than ``user`` has this name there, and ``user`` is not there."""
        found = self.known.get((name_key(name), kind, place), set())
        return bool(found) and user not in found
