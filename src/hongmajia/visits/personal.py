"""What the room `visits` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, register_personal

from .models import Itinerary, Stop

register_personal(
    Personal(
        Itinerary,
        {Instead.MASKED: "failure days"},
        purpose="the visits of a helper",
        seen_by="the helper and the union",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Stop,
        {Instead.MASKED: "cause"},
        purpose="why a visit cannot be laid out",
        seen_by="the helper and the union",
        kept=Kept.WORK,
    )
)
