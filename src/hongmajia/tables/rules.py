"""Rights on tables of the superior: staff of their union fill them, its keepers map them."""

from typing import Any

import rules

from hongmajia.unions.enums import KEEPERS, STAFF


@rules.predicate
def fills_tables(user: Any) -> bool:
    """Is staff of any union."""
    return bool(user.pk) and bool(user.scope(*STAFF))


@rules.predicate
def adds_tables(user: Any) -> bool:
    """Is cadre or liaison of any union."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


@rules.predicate
def maps_table(user: Any, table: Any) -> bool:
    """Is cadre or liaison of the table's union, or of one above it."""
    return bool(user.pk) and user.holds(table.union.path, *KEEPERS)


rules.add_perm("tables.read", fills_tables)
rules.add_perm("tables.add", adds_tables)
rules.add_perm("tables.map", maps_table)
