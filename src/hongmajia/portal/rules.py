"""Who may see a call to make, see the number and tick it off (docs/access.md)."""

import rules

from hongmajia.unions.rules import is_cadre_here_or_above

rules.add_perm("portal.call", is_cadre_here_or_above)
