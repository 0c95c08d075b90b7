"""What the room `interface` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import ServiceAccount, StoredAnswer

register_personal(
    Personal(
        ServiceAccount,
        {Instead.MASKED: "purpose"},
        purpose="what a program is for",
        seen_by="administrators",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        StoredAnswer,
        {Instead.MASKED: "answer"},
        purpose="to answer a program that asks again",
        seen_by=Seen.NOBODY,
        kept=Kept.SHORT,
    )
)
