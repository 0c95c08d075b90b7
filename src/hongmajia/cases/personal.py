"""What the room `cases` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Booklet, Case, CasePicture, CaseUse, PublicNotice, Review

register_personal(
    Personal(
        PublicNotice,
        {Instead.MASKED: "office phone"},
        purpose="where to object",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Case,
        {
            Instead.MASKED: "title gist problem practice lesson quote answered_for "
            "behalf_reason answer own_quote"
        },
        purpose="what others learn from a service",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        CasePicture,
        {Instead.MASKED: "caption"},
        purpose="pictures of a case",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Booklet,
        {
            Instead.SCANNED: "pdf docx",
            Instead.MASKED: "failure title subtitle editorial foreword unprinted",
        },
        purpose="the book of cases",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Review,
        {Instead.MASKED: "comment"},
        purpose="what a reviewer says",
        seen_by="unions that review",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        CaseUse,
        {Instead.MASKED: "text"},
        purpose="what a case brought to others",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
