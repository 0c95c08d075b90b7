"""What the room `unions` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import DraftRemark, Enterprise, FirmPair, ImportMap, Province, SeasonDraft, Union, User

register_personal(
    Personal(
        User,
        {
            Instead.NAME: "name",
            Instead.CODE: "username",
            Instead.IDENTITY: "first_name last_name email phone",
            Instead.NOTHING: "password",
        },
        purpose="to sign in, and to say who acted",
        seen_by="the person; the name those who work with them, the number masked",
        kept=Kept.ACCOUNT,
        users=("pk",),
    )
)
register_personal(
    Personal(
        Enterprise,
        {Instead.MASKED: "name address"},
        purpose="to know the enterprises of a union",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Union,
        {Instead.MASKED: "name duty_phone in_charge"},
        purpose="to know the unions, and whom to telephone there",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Province,
        {Instead.MASKED: "hotline privacy_text"},
        purpose="what the pages of a province say",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        FirmPair,
        {Instead.MASKED: "reasons"},
        purpose="to find enterprises that were registered twice",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ImportMap,
        {Instead.MASKED: "said"},
        purpose="to know the columns of a table again",
        seen_by="the cadre who imported",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        SeasonDraft,
        {Instead.MASKED: "typed"},
        purpose="a season that is being written",
        seen_by=Seen.STAFF,
        kept="until it is opened",
    )
)
register_personal(
    Personal(
        DraftRemark,
        {Instead.MASKED: "text"},
        purpose="what unions say of a season's draft",
        seen_by=Seen.STAFF,
        kept="until it is opened",
    )
)
