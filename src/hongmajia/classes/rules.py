"""Rights on classes; docs/access.md has the table."""

import rules

from hongmajia.unions.rules import (
    is_cadre_here_or_above,
    is_liaison_here_or_above,
    registers_enterprises,
)

rules.add_perm("classes.open", registers_enterprises)
rules.add_perm("classes.manage", is_cadre_here_or_above | is_liaison_here_or_above)
