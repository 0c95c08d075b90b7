"""Who may see calls to make and what did not arrive, and tick calls off (docs/access.md)."""

import rules

from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above

rules.add_perm("portal.call", is_cadre_here_or_above)
rules.add_perm("portal.see_deliveries", is_cadre_anywhere)
rules.add_perm("portal.set_robot", is_cadre_here_or_above)
