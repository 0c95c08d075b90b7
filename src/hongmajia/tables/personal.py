"""What the room `tables` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import BlankCell, BlankTable, Filling

register_personal(
    Personal(
        BlankTable,
        {Instead.SCANNED: "file", Instead.MASKED: "name asked_by"},
        purpose="tables of the superior",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        BlankCell,
        {Instead.MASKED: "content"},
        purpose="what a cell of such a table says",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Filling,
        {Instead.SCANNED: "file", Instead.MASKED: "failure values"},
        purpose="a filled table",
        seen_by="the person who filled it",
        kept=Kept.SHORT,
    )
)
