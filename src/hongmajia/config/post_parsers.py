"""The setting that names posts: roles, those of one tier of unions, and duties."""

from typing import NamedTuple

from .parsers import words
from .variables import NotUsable

ROLES = ("cadre", "liaison", "reviewer", "leader")
"""Roles in a union (``unions.enums.Role``)."""
DUTIES = ("system", "security", "auditor")
"""Duties of the installation, which have no tier."""
TIERS = ("national", "province", "city", "county", "township", "enterprise", "industry", "group")
"""Kinds of union (``unions.enums.UnionKind``)."""


class Post(NamedTuple):
    """A role, in unions of one kind or, with an empty ``tier``, in all; or a duty."""

    role: str
    tier: str = ""


def posts(value: str) -> list[Post]:
    """``cadre:province,reviewer,auditor``: what stands between commas, as posts."""
    return [_post(word) for word in words(value)]


def _post(word: str) -> Post:
    role, colon, tier = word.partition(":")
    is_role = role in ROLES and (not colon or tier in TIERS)
    is_duty = role in DUTIES and not colon
    if not is_role and not is_duty:
        raise NotUsable(
            f"“{word}”不认识。应为{'、'.join((*ROLES, *DUTIES))}，角色后面可加一级工会，"
            f"例如cadre:province；级别有{'、'.join(TIERS)}。",
            f"“{word}” is not known. It must be one of {', '.join((*ROLES, *DUTIES))}; a role can "
            f"be followed by a tier, as in cadre:province; tiers are {', '.join(TIERS)}.",
        )
    return Post(role, tier)
