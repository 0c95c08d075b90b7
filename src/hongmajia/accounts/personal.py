"""What the room `accounts` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Application, Claim, Invitation, PastPassword, RecruitingCall, SignIn, Wanted

register_personal(
    Personal(
        Claim,
        {
            Instead.NAME: "contact_name",
            Instead.CODE: "code",
            Instead.IDENTITY: "phone",
            Instead.FILE: "licence",
            Instead.MASKED: "reason enterprise_name",
        },
        purpose="to give an enterprise to its contact",
        seen_by="the union that decides; the number masked",
        kept=Kept.WORK,
        entered_by=("claimant",),
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Application,
        {
            Instead.NAME: "contact_name",
            Instead.CODE: "code",
            Instead.IDENTITY: "phone",
            Instead.NOTHING: "trade workplace honours specialities",
            Instead.FILE: "evidence",
            Instead.MASKED: "reason",
        },
        purpose="to take an artisan onto the roll",
        seen_by="the union that decides; the number masked",
        kept=Kept.WORK,
        entered_by=("claimant",),
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Invitation,
        {Instead.NOTHING: "code"},
        purpose="to let a person into their account",
        seen_by="the union that invited",
        kept=Kept.SHORT,
        users=("user",),
    )
)
register_personal(
    Personal(
        RecruitingCall,
        {Instead.MASKED: "title wanted text notice_contact"},
        purpose="to look for artisans",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Wanted,
        {Instead.MASKED: "name"},
        purpose="the trades that a call looks for",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        SignIn,
        {Instead.ROW: "address agent device"},
        purpose="to show people where they signed in",
        seen_by="the person, and administrators",
        kept="a year",
        users=("user",),
    )
)
register_personal(
    Personal(
        PastPassword,
        {Instead.ROW: "password"},
        purpose="to take no password again",
        seen_by=Seen.NOBODY,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
