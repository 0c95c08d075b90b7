"""Rights on campaigns; docs/access.md has the table. Which records one may add: ``kinds``."""

import rules

from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above

rules.add_perm("campaigns.start", is_cadre_here_or_above)
rules.add_perm("campaigns.start_any", is_cadre_anywhere)
rules.add_perm("campaigns.keep", is_cadre_here_or_above)
