"""What the room `matching` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import CommonProblem, Lesson, PlanRow, Round, Ruling, Unserved

register_personal(
    Personal(
        Lesson,
        {Instead.MASKED: "source right others"},
        purpose="what later matching learns",
        seen_by=Seen.NOBODY,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        CommonProblem,
        {Instead.MASKED: "words"},
        purpose="what many needs have in common",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Round,
        {Instead.MASKED: "failure"},
        purpose="a plan for many needs",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        PlanRow,
        {Instead.MASKED: "reasons refusal"},
        purpose="why a helper was planned for a need",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Unserved,
        {Instead.MASKED: "cause remedy"},
        purpose="why a need has no helper",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Ruling,
        {Instead.MASKED: "reason"},
        purpose="what a union decided",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
