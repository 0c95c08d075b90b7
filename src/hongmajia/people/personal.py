"""What the room `people` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import (
    Apprenticeship,
    Artisan,
    Assessment,
    FirmTie,
    Helper,
    Honour,
    Insurance,
    Licence,
    Recruit,
    Team,
    TeamGroup,
)

register_personal(
    Personal(
        Helper,
        {
            Instead.NAME: "name",
            Instead.NOTHING: "place_text workplace bio",
            Instead.MASKED: "trade specialities",
        },
        purpose="the roll of artisans and teams, for matching",
        seen_by="everybody; the name with consent, otherwise the surname",
        kept=Kept.ROLL,
        users=("artisan__user",),
        numbers=("artisan__phone",),
    )
)
register_personal(
    Personal(
        Artisan,
        {Instead.IDENTITY: "phone volunteer_number", Instead.FILE: "photo"},
        purpose="to reach an artisan, and to write certificates",
        seen_by="the person and unions that hold the roll, masked; the photograph with consent",
        kept=Kept.ROLL,
        users=("user",),
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Honour,
        {Instead.NOTHING: "title awarded_by"},
        purpose="the honours of an artisan",
        seen_by=Seen.PUBLIC,
        kept=Kept.ROLL,
        users=("helper__artisan__user",),
        numbers=("helper__artisan__phone",),
    )
)
register_personal(
    Personal(
        Apprenticeship,
        {
            Instead.NAME: "apprentice_name",
            Instead.NOTHING: "workplace",
            Instead.MASKED: "skill goals",
        },
        purpose="who learns from whom",
        seen_by="the two, and unions that hold the roll",
        kept=Kept.WORK,
        users=("apprentice_user",),
    )
)
register_personal(
    Personal(
        Assessment,
        {Instead.MASKED: "words"},
        purpose="how an apprentice was assessed",
        seen_by="the two, and unions that hold the roll",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Recruit,
        {Instead.MASKED: "title group"},
        purpose="whom a union took onto the roll",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Licence,
        {Instead.IDENTITY: "number", Instead.FILE: "evidence", Instead.MASKED: "name issuer"},
        purpose="to send nobody to dangerous work without a licence",
        seen_by="the person and unions that hold the roll; the number masked",
        kept=Kept.ROLL,
        users=("artisan__user",),
        numbers=("artisan__phone",),
    )
)
register_personal(
    Personal(
        Insurance,
        {Instead.IDENTITY: "number", Instead.MASKED: "insurer"},
        purpose="to send nobody without insurance",
        seen_by="the person and unions that hold the roll; the number masked",
        kept=Kept.ROLL,
        users=("helper__artisan__user",),
        numbers=("helper__artisan__phone",),
    )
)
register_personal(
    Personal(
        Team,
        {Instead.MASKED: "sent_by"},
        purpose="the teams of unions",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        TeamGroup,
        {Instead.MASKED: "name"},
        purpose="the groups of a team",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        FirmTie,
        {Instead.MASKED: "aim end_reason"},
        purpose="a lasting pairing with an enterprise",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
