"""Who may run, rule and send a round."""

import rules

from hongmajia.unions.rules import is_cadre_here_or_above

rules.add_perm("matching.run", is_cadre_here_or_above)
