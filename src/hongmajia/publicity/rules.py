"""Permissions of the publicity room: who may write and publish news, and edit projects."""

import rules

from hongmajia.people.rules import keeps_a_roll
from hongmajia.unions.rules import is_cadre_here_or_above, is_liaison_here_or_above

is_writer = is_cadre_here_or_above | is_liaison_here_or_above

rules.add_perm("publicity.write_any", keeps_a_roll)
rules.add_perm("publicity.write", is_writer)
rules.add_perm("publicity.publish", is_cadre_here_or_above)
rules.add_perm("publicity.keep", is_cadre_here_or_above)
