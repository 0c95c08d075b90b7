"""What the room `webhooks` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, register_personal

from .models import EventOffer, Subscription

register_personal(
    Personal(
        Subscription,
        {Instead.MASKED: "name url only"},
        purpose="where events are sent",
        seen_by="administrators",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        EventOffer,
        {Instead.MASKED: "answer"},
        purpose="what was sent where",
        seen_by="administrators",
        kept=Kept.SHORT,
    )
)
