"""Rights on packages of a year: they are the host's own, not of the unions above it."""

from typing import Any

import rules

from hongmajia.unions.enums import Role


@rules.predicate
def is_cadre_of_host(user: Any, season: Any) -> bool:
    """Whether the user is a cadre of the very union that hosts ``season``."""
    return bool(user.pk) and season.union.path in user.scope(Role.CADRE)


rules.add_perm("archives.make", is_cadre_of_host)
