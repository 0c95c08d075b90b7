"""What the room `services` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import (
    Activity,
    Attendance,
    CallBack,
    Confirmation,
    Evidence,
    Milestone,
    Objection,
    RecordPhoto,
    SafetyMeasures,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)

register_personal(
    Personal(
        Activity,
        {Instead.MASKED: "title theme place meeting_link text"},
        purpose="an activity at a place and a time",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Attendance,
        {Instead.MASKED: "name"},
        purpose="which helpers came",
        seen_by="unions; the public as for artisans",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        SignUp,
        {
            Instead.NAME: "name",
            Instead.NUMBER: "phone",
            Instead.NOTHING: "workplace access_needs",
            Instead.MASKED: "feedback",
        },
        purpose="to keep a place, and to thank those who came",
        seen_by="the person, and the union; the number masked",
        kept=Kept.WORK,
        entered_by=("user",),
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Objection,
        {Instead.MASKED: "reason answer"},
        purpose="what is wrong in a record of hours",
        seen_by="the helper and the union",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ServiceRecord,
        {Instead.MASKED: "diagnosis done measure before after unit"},
        purpose="what was found and done",
        seen_by="the parties and unions that hold the need; the public with marks",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        RecordPhoto,
        {Instead.MASKED: "caption"},
        purpose="pictures of the work",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Training,
        {Instead.MASKED: "topic"},
        purpose="what was taught",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Suggestion,
        {Instead.MASKED: "text benefit"},
        purpose="what a helper suggested",
        seen_by="the parties and unions that hold the need; the public with marks",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Milestone,
        {Instead.MASKED: "title note"},
        purpose="steps of a long task",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Confirmation,
        {
            Instead.NAME: "name",
            Instead.FILE: "slip",
            Instead.MASKED: "benefit_basis words behalf_reason",
        },
        purpose="that the enterprise confirms the service",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
        entered_by=("confirmed_by", "engagement__need__asker", "engagement__need__contact_phone"),
    )
)
register_personal(
    Personal(
        Evidence,
        {Instead.ROW: "image"},
        purpose="pictures that prove a benefit",
        seen_by="the parties and unions that hold the need",
        kept="until the asker is erased",
        entered_by=("confirmation__engagement__need__asker",),
        numbers=("confirmation__engagement__need__contact_phone",),
    )
)
register_personal(
    Personal(
        CallBack,
        {Instead.MASKED: "note"},
        purpose="what somebody said when called back",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        SafetyMeasures,
        {Instead.MASKED: "text"},
        purpose="safety in the agreement",
        seen_by="the parties and unions that hold the need",
        kept=Kept.WORK,
    )
)
