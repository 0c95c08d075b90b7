"""What the room `notices` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Call, Delivery, GroupRobot, Notice, OptOut, Preference, WeChatConsent

register_personal(
    Personal(
        Call,
        {Instead.MASKED: "lines"},
        purpose="to telephone whom no message reaches",
        seen_by="cadres of the union",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        OptOut,
        {Instead.ROW: "phone"},
        purpose="to send no SMS to a number whose owner wants none",
        seen_by=Seen.NOBODY,
        kept="until the owner is erased",
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Preference,
        {Instead.ROW: "ticked"},
        purpose="how the person wants to be told",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        WeChatConsent,
        {Instead.ROW: "template"},
        purpose="that the person wants messages by a template",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        Notice,
        {Instead.MASKED: "sentence params url"},
        purpose="to tell a person what concerns them",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("recipient",),
    )
)
register_personal(
    Personal(
        Delivery,
        {
            Instead.IDENTITY: "phone address vendor_id",
            Instead.MASKED: "lines sentence params url detail",
        },
        purpose="to send messages and to see whether they arrived",
        seen_by="administrators; the number masked",
        kept=Kept.SHORT,
        users=("user",),
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        GroupRobot,
        {Instead.MASKED: "address"},
        purpose="to repeat notices in a group chat",
        seen_by="cadres of the union",
        kept="as long as the group wants it",
    )
)
