"""What the room `insights` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Bulletin, ImportedRecord, Ledger, ReportedTotal

register_personal(
    Personal(
        Ledger,
        {Instead.SCANNED: "file", Instead.MASKED: "failure query measure"},
        purpose="a ledger that somebody asked for",
        seen_by="the person who asked",
        kept=Kept.SHORT,
    )
)
register_personal(
    Personal(
        Bulletin,
        {Instead.MASKED: "title opening distribution"},
        purpose="a bulletin of a season",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ReportedTotal,
        {Instead.MASKED: "source"},
        purpose="totals that a union reports",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ImportedRecord,
        {Instead.MASKED: "enterprise text file sheet"},
        purpose="what was done before the product was there",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
