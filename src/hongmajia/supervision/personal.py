"""What the room `supervision` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Supervision

register_personal(
    Personal(
        Supervision,
        {Instead.MASKED: "demand answer"},
        purpose="to press an overdue need",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
