"""Permissions of the cases room: who may write, nominate, review, select and print."""

from typing import Any

import rules

from hongmajia.needs.rules import is_asker
from hongmajia.unions.enums import OVERSEERS, STAFF, Role
from hongmajia.unions.rules import is_cadre_here_or_above, is_cadre_strictly_above


@rules.predicate
def oversees_cases(user: Any) -> bool:
    """Is cadre or leader in any union, and so sees the internal list of cases."""
    return bool(user.pk) and bool(user.scope(*OVERSEERS))


@rules.predicate
def oversees_cases_of(user: Any, booklet: Any) -> bool:
    """Is cadre or leader in any union; who may see the book is asked before."""
    return bool(user.pk) and bool(user.scope(*OVERSEERS))


@rules.predicate
def is_cadre_anywhere(user: Any) -> bool:
    """Is cadre in any union."""
    return bool(user.pk) and bool(user.scope(Role.CADRE))


@rules.predicate
def is_staff(user: Any, case: Any) -> bool:
    """Is staff of the holding union, of the union of origin, or of one above either."""
    paths = (case.union.path, case.home_union.path)
    return bool(user.pk) and any(user.holds(path, *STAFF) for path in paths)


@rules.predicate
def is_at_the_top(user: Any, case: Any) -> bool:
    """The case is held by the union that runs the season, which alone selects cases."""
    return bool(case.union_id == case.season.union_id)


@rules.predicate
def has_conflict_of_interest(user: Any, case: Any) -> bool:
    """The user may not judge the case.

    Either they are part of it, or they have a role below the judging union in a union from which,
    or from below or above which, the case comes.
    """
    return _is_from_own_union(user, case) or _is_party(user, case)


def _is_from_own_union(user: Any, case: Any) -> bool:
    judges, home = case.union.path, case.home_union.path
    seats = [path for _role, path in user.grants if path.startswith(judges) and path != judges]
    return any(home.startswith(seat) or seat.startswith(home) for seat in seats)


def _is_party(user: Any, case: Any) -> bool:
    need, answerer = case.engagement.need, case.engagement.helper.answerer
    if user.pk in (case.drafted_by_id, need.asker_id) or user == answerer:
        return True
    return user.enterprises.filter(pk=need.enterprise_id).exists()


@rules.predicate
def speaks_for_enterprise(user: Any, case: Any) -> bool:
    """Asked the need of the case, or is a contact of its enterprise."""
    return bool(is_asker(user, case.engagement.need))


@rules.predicate
def writes_for_enterprise(user: Any, case: Any) -> bool:
    """Is a cadre or liaison where the need was stated, or above: they note what it told them."""
    return bool(user.pk) and user.holds(case.home_union.path, Role.CADRE, Role.LIAISON)


@rules.predicate
def is_asked(user: Any, case: Any) -> bool:
    """Has been asked to review the case."""
    return bool(user.pk) and case.reviews.filter(reviewer=user).exists()


rules.add_perm("cases.oversee", oversees_cases)
rules.add_perm("cases.draft_any", is_cadre_anywhere)
rules.add_perm("cases.draft", is_cadre_here_or_above)
rules.add_perm("cases.write", is_cadre_here_or_above)
rules.add_perm("cases.story", is_staff)
rules.add_perm("cases.answer", speaks_for_enterprise | writes_for_enterprise)
rules.add_perm("cases.nominate", is_cadre_here_or_above)
rules.add_perm("cases.return", is_cadre_here_or_above)
rules.add_perm("cases.review", is_asked & ~has_conflict_of_interest)
rules.add_perm("cases.judge", is_cadre_here_or_above)
rules.add_perm("cases.choose", is_cadre_here_or_above & is_at_the_top)
rules.add_perm("cases.set_quota", is_cadre_strictly_above)
rules.add_perm("cases.print", is_cadre_here_or_above)
rules.add_perm("cases.reach", oversees_cases_of)
rules.add_perm("cases.hand_out", is_cadre_here_or_above)
