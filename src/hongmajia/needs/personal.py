"""What the room `needs` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Need, NeedPhoto, SameProblem

register_personal(
    Personal(
        Need,
        {
            Instead.NAME: "contact_name",
            Instead.CODE: "tracking_code",
            Instead.IDENTITY: "contact_phone",
            Instead.MASKED: "title text equipment conditions tried goal times industry "
            "enterprise_name",
        },
        purpose="to help an enterprise, and to reach who asked",
        seen_by="the asker, the helper and unions that hold it; the public texts with marks",
        kept=Kept.WORK,
        entered_by=("asker",),
        numbers=("contact_phone",),
    )
)
register_personal(
    Personal(
        NeedPhoto,
        {Instead.ROW: "image"},
        purpose="pictures of the problem",
        seen_by="the asker, and the helper and unions that hold it",
        kept="until the asker is erased",
        entered_by=("need__asker",),
        numbers=("need__contact_phone",),
    )
)
register_personal(
    Personal(
        SameProblem,
        {Instead.NAME: "name", Instead.NUMBER: "phone"},
        purpose="to tell those with the same problem that it is solved",
        seen_by=Seen.STAFF,
        kept="until they are told",
        entered_by=("user",),
        numbers=("phone",),
    )
)
