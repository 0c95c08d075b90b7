"""Rights of the knowledge room; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.services.rules import speaks_as_helper
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above


@rules.predicate
def writes(user: Any, answer: Any) -> bool:
    """Is the master who writes the answer, or keeps their roll if they have no account."""
    return bool(user.pk) and bool(speaks_as_helper(user, answer.writer))


@rules.predicate
def reviews(user: Any, answer: Any) -> bool:
    """The same for the master who reviews it."""
    return bool(user.pk) and bool(speaks_as_helper(user, answer.reviewer))


@rules.predicate
def keeps_kind_of(user: Any, answer: Any) -> bool:
    """Is a cadre of the union that confirmed the kind of problem, or above it."""
    return bool(is_cadre_here_or_above(user, answer.kind))


rules.add_perm("knowledge.confirm", is_cadre_anywhere)
rules.add_perm("knowledge.keep", is_cadre_here_or_above)
rules.add_perm("knowledge.write", writes)
rules.add_perm("knowledge.review", reviews)
rules.add_perm("knowledge.publish", keeps_kind_of)
