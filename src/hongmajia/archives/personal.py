"""What the room `archives` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, register_personal

from .models import Archive

register_personal(
    Personal(
        Archive,
        {Instead.MASKED: "failure counts"},
        purpose="the package of a closed year for the archive office",
        seen_by="the archivist",
        kept=Kept.WORK,
    )
)
