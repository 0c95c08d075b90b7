"""What the room `core` holds about persons (``core.personal_data``)."""

from .models import Event, Export, ExternalId, ImportJob, ModelCall, Original, SentForm
from .personal_data import Instead, Kept, Personal, Seen, register_personal

register_personal(
    Personal(
        Event,
        {Instead.MASKED: "note data origin"},
        purpose="to show who did what, and prove it",
        seen_by="readers of the item's timeline; the note as its audience says",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Original,
        {Instead.MASKED: "texts"},
        purpose="the texts as they were typed, where the public reads marks",
        seen_by="the parties and unions that hold the record",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ImportJob,
        {Instead.SCANNED: "file", Instead.MASKED: "failure file_name report sheet said"},
        purpose="to import a table of the person who sent it",
        seen_by="the person who imports",
        kept=Kept.SHORT,
    )
)
register_personal(
    Personal(
        Export,
        {Instead.SCANNED: "file", Instead.MASKED: "failure query file_name"},
        purpose="to give a table to whoever asked for it",
        seen_by="the person who asked",
        kept=Kept.SHORT,
    )
)
register_personal(
    Personal(
        ModelCall,
        {Instead.MASKED: "subject"},
        purpose="to show what an outside model was asked",
        seen_by="administrators",
        kept=Kept.SHORT,
    )
)
register_personal(
    Personal(
        ExternalId,
        {Instead.MASKED: "value"},
        purpose="to know a row that a program sends again",
        seen_by="the program",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        SentForm,
        {Instead.MASKED: "place"},
        purpose="to send no form twice",
        seen_by=Seen.NOBODY,
        kept=Kept.SHORT,
    )
)
