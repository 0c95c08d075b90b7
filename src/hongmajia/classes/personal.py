"""What the room `classes` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Learner, TrainingClass

register_personal(
    Personal(
        TrainingClass,
        {Instead.MASKED: "title trade teacher_name place text"},
        purpose="a class of several sessions",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Learner,
        {Instead.NAME: "name", Instead.IDENTITY: "phone", Instead.NOTHING: "workplace"},
        purpose="the roster, attendance and certificates of a class",
        seen_by="the union; the number masked",
        kept=Kept.WORK,
        numbers=("phone",),
    )
)
register_personal(
    Personal(
        Learner,
        {Instead.NAME: "guardian_name", Instead.IDENTITY: "guardian_phone"},
        purpose="that a guardian agreed",
        seen_by="the union; the number masked",
        kept=Kept.WORK,
        numbers=("guardian_phone",),
    )
)
