"""A place: what is known of where something is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as far as known: empty names and ``None`` mean unknown.

    ``lon`` and ``lat`` are degrees; ``exact`` says that they are precise enough to speak of
    kilometres.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    lon: float | None = None
    lat: float | None = None
    exact: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the province or a position is known."""
        return bool(self.province) or self.lon is not None


UNKNOWN = Place()
