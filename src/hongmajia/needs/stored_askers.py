"""Whom texts stored before may give away, for migrations: their models have no methods."""

from collections.abc import Iterable
from typing import Any

from hongmajia.core.masking import surname
from hongmajia.core.withholding import Whose
from hongmajia.privacy import Firm

from .enums import Visibility


def stored_asker(need: Any) -> Whose:
    """Return what ``asking.asker_of`` returns of a need today."""
    firm = need.enterprise.name if need.enterprise else need.enterprise_name
    if not firm or need.visibility == Visibility.OPEN:
        return Whose(persons=(need.contact_name,))
    places = {place.name[:2] for place in (need.region, need.region.parent) if place}
    return Whose((Firm(firm, ("浙江", *sorted(places))),), (need.contact_name,))


def stored_parties(engagements: Iterable[Any], *others: Any) -> Whose:
    """Return the askers of ``engagements``, and their helpers' and the others' public names."""
    engagements = list(engagements)
    helpers = [*(each.helper for each in engagements), *others]
    askers = [stored_asker(each.need) for each in engagements]
    return Whose(
        firms=tuple(firm for asker in askers for firm in asker.firms),
        persons=tuple(name for asker in askers for name in asker.persons),
        public_names=tuple(name for helper in helpers for name in names_of(helper)),
    )


def names_of(helper: Any) -> tuple[str, ...]:
    """Return the public name of a helper, which is the full one only by consent."""
    artisan = getattr(helper, "artisan", None)
    if artisan is not None and not artisan.name_consent_at:
        return (f"{surname(helper.name)}师傅",)
    return (helper.name,)
