"""Help across provinces: only where the helper's province and that of the need both allow it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused

from .models import Province
from .served import are_several, province_at, provinces_served


def allows(*, need: Province, helper: Province) -> bool:
    """Whether helpers of one province may help with needs of the other (docs/adr/0097)."""
    return need.pk == helper.pk or (need.takes_help and helper.helps_others)


def out_of_reach(path: str) -> tuple[str, ...]:
    """Paths of the provinces whose helpers may not help with a need of the union at ``path``.

    Unions above or outside of all provinces are bound by none.
    """
    here = province_at(path) if are_several() else None
    if here is None:
        return ()
    return tuple(one.path for one in provinces_served() if not allows(need=here, helper=one))


def refuse_across(*, need: str, helper: str) -> None:
    """Raise ``Refused`` if a helper may not help in another province.

    ``need`` and ``helper`` are paths of their unions. What the provinces allow is read anew, so
    that nothing is opened after one of them has taken it back.
    """
    if not are_several():
        return
    served = list(Province.objects.served())
    there, here = _at(served, need), _at(served, helper)
    if there and here and not allows(need=there, helper=here):
        words = {"need": there.name, "helper": here.name}
        raise Refused(_("%(helper)s的师傅还不能帮%(need)s：跨省要两边省总工会都同意。") % words)


def _at(served: Iterable[Province], path: str) -> Province | None:
    return next((one for one in served if path.startswith(one.path)), None)
