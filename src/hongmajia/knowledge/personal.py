"""What the room `knowledge` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Answer, ProblemKind, Trial

register_personal(
    Personal(
        ProblemKind,
        {Instead.MASKED: "words title gist"},
        purpose="kinds of problems",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Answer,
        {Instead.MASKED: "signs steps target limits sources changes"},
        purpose="standard answers",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Trial,
        {Instead.MASKED: "before after words"},
        purpose="whether an answer worked",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
