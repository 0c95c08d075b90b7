"""What the room `engagements` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, register_personal

from .models import Engagement

register_personal(
    Personal(
        Engagement,
        {Instead.MASKED: "message reasons"},
        purpose="who helps with what",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
