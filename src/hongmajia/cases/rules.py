"""Who may write, nominate, judge, choose and print."""

from typing import Any

import rules

from hongmajia.unions.enums import OVERSEERS, STAFF, Role
from hongmajia.unions.rules import is_cadre_here_or_above, is_cadre_strictly_above


@rules.predicate
def is_keeper(user: Any) -> bool:
    """Whoever sees the unions' own list of cases."""
    return bool(user.pk) and bool(user.scope(*OVERSEERS))


@rules.predicate
def drafts_somewhere(user: Any) -> bool:
    return bool(user.pk) and bool(user.scope(Role.CADRE))


@rules.predicate
def is_staff(user: Any, case: Any) -> bool:
    """Of the union that holds the case, of the one it came from, or of one above."""
    paths = (case.union.path, case.home_union.path)
    return bool(user.pk) and any(user.holds(path, *STAFF) for path in paths)


@rules.predicate
def is_at_the_top(user: Any, case: Any) -> bool:
    """The union that runs the season has it: from here it can only be chosen."""
    return bool(case.union_id == case.season.union_id)


@rules.predicate
def is_own_union(user: Any, case: Any) -> bool:
    """He has a role in a union below the one that judges, and the case is from around there; or
    he is part of what it tells."""
    return _comes_from_his(user, case) or _is_part(user, case)


def _comes_from_his(user: Any, case: Any) -> bool:
    judges, home = case.union.path, case.home_union.path
    seats = [path for _role, path in user.grants if path.startswith(judges) and path != judges]
    return any(home.startswith(seat) or seat.startswith(home) for seat in seats)


def _is_part(user: Any, case: Any) -> bool:
    need, answerer = case.engagement.need, case.engagement.helper.answerer
    if user.pk in (case.drafted_by_id, need.asker_id) or user == answerer:
        return True
    return user.enterprises.filter(pk=need.enterprise_id).exists()


@rules.predicate
def is_asked(user: Any, case: Any) -> bool:
    return bool(user.pk) and case.reviews.filter(reviewer=user).exists()


rules.add_perm("cases.keep", is_keeper)
rules.add_perm("cases.draft_any", drafts_somewhere)
rules.add_perm("cases.draft", is_cadre_here_or_above)
rules.add_perm("cases.write", is_cadre_here_or_above)
rules.add_perm("cases.story", is_staff)
rules.add_perm("cases.nominate", is_cadre_here_or_above)
rules.add_perm("cases.return", is_cadre_here_or_above)
rules.add_perm("cases.review", is_asked & ~is_own_union)
rules.add_perm("cases.judge", is_cadre_here_or_above)
rules.add_perm("cases.choose", is_cadre_here_or_above & is_at_the_top)
rules.add_perm("cases.set_quota", is_cadre_strictly_above)
rules.add_perm("cases.print", is_cadre_here_or_above)
