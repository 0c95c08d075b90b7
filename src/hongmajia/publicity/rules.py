"""Permissions of the publicity room: who may write and publish news, and edit projects."""

from typing import Any

import rules

from hongmajia.people.rules import keeps_a_roll
from hongmajia.unions.enums import KEEPERS, STAFF
from hongmajia.unions.rules import is_cadre_here_or_above, is_liaison_here_or_above


@rules.predicate
def works_where_it_is(user: Any, project: Any) -> bool:
    """Whether the user is cadre or liaison of one of the unions where a project takes place."""
    return bool(user.pk) and any(user.holds(host.path, *KEEPERS) for host in project.hosts.all())


@rules.predicate
def is_staff_anywhere(user: Any) -> bool:
    """Whether the user is staff of any union."""
    return bool(user.pk) and bool(user.scope(*STAFF))


is_writer = is_cadre_here_or_above | is_liaison_here_or_above

rules.add_perm("publicity.write_any", keeps_a_roll)
rules.add_perm("publicity.write", is_writer)
rules.add_perm("publicity.publish", is_cadre_here_or_above)
rules.add_perm("publicity.answer", is_cadre_here_or_above)
rules.add_perm("publicity.show", is_cadre_here_or_above)
rules.add_perm("publicity.read_plans", is_staff_anywhere)
rules.add_perm("publicity.plan", is_writer)
rules.add_perm("publicity.keep", is_cadre_here_or_above)
rules.add_perm("publicity.enter", is_writer | works_where_it_is)
rules.add_perm("publicity.note", is_cadre_here_or_above | works_where_it_is)
