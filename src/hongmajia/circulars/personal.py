"""What the room `circulars` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Answer, Attachment, Circular

register_personal(
    Personal(
        Circular,
        {Instead.MASKED: "title text questions"},
        purpose="what a union writes to those below",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Answer,
        {Instead.MASKED: "text"},
        purpose="what a union answers",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Attachment,
        {Instead.SCANNED: "file", Instead.MASKED: "name"},
        purpose="files of a circular",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
