"""What the room `meetings` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Meeting

register_personal(
    Personal(
        Meeting,
        {Instead.MASKED: "words"},
        purpose="a meeting for one problem",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
