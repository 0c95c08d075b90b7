"""What the room `offers` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Offer

register_personal(
    Personal(
        Offer,
        {Instead.MASKED: "title text duration"},
        purpose="what a helper offers",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
