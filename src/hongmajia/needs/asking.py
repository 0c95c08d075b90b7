"""Who asks: whom the free texts about a need may give away."""

from collections.abc import Iterable

from hongmajia.core.withholding import Whose
from hongmajia.privacy import Firm
from hongmajia.unions.queries import place_names

from .enums import Visibility
from .models import Need

TYPED = "ask_typed"
"""Where a session keeps what was typed, while a page without JavaScript shows what is like it."""


def firm_of(need: Need) -> tuple[Firm, ...]:
    """Return the firm that asked, whether it may be named or not; none for a person.

    Of one that is linked to an enterprise also under the name that the asker wrote.
    """
    names = dict.fromkeys(filter(None, (need.asker_label, need.enterprise_name)))
    return tuple(Firm(name, place_names()) for name in names)


def asker_of(need: Need) -> Whose:
    """Return the firm and the contact of ``need``, neither of whom a public text names.

    The firm may be named where the asker agreed to that.
    """
    firms = () if need.visibility == Visibility.OPEN else firm_of(need)
    return Whose(firms=firms, persons=(need.contact_name,))


def askers_of(needs: Iterable[Need], public_names: Iterable[str] = ()) -> Whose:
    """Return the firms and contacts of all ``needs``; ``public_names`` are those of the helpers."""
    each = [asker_of(need) for need in needs]
    return Whose(
        firms=tuple(firm for asker in each for firm in asker.firms),
        persons=tuple(name for asker in each for name in asker.persons),
        public_names=tuple(public_names),
    )
