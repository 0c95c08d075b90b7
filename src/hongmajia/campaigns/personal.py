"""What the room `campaigns` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Campaign, Lecturer, PartnerAsk

register_personal(
    Personal(
        Campaign,
        {Instead.MASKED: "name theme text"},
        purpose="campaigns",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        PartnerAsk,
        {Instead.MASKED: "reason"},
        purpose="who joins a campaign",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Lecturer,
        {Instead.MASKED: "consent_note"},
        purpose="who lectures in a campaign",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
