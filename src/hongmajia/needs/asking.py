"""Who asks: whom the free texts about a need may give away."""

from hongmajia.core.withholding import Whose
from hongmajia.privacy import Firm
from hongmajia.unions.queries import place_names

from .enums import Visibility
from .models import Need


def asker_of(need: Need) -> Whose:
    """Return the firm and the contact of ``need``, neither of whom a public text names.

    The firm may be named where the asker agreed to that.
    """
    named = need.visibility == Visibility.OPEN
    firms = () if named or not need.asker_label else (Firm(need.asker_label, place_names()),)
    return Whose(firms=firms, persons=(need.contact_name,))
