"""What the room `guidance` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, register_personal

from .models import Enclosure, Message

register_personal(
    Personal(
        Message,
        {Instead.MASKED: "text"},
        purpose="guidance in writing",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Enclosure,
        {Instead.SCANNED: "file", Instead.MASKED: "name"},
        purpose="files that they send each other",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
