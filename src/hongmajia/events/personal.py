"""What the room `events` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import AgendaItem, Evaluation, EventPhoto, Feedback, Flag, Guest, Part, Question, Stop

register_personal(
    Personal(
        Part,
        {Instead.MASKED: "name"},
        purpose="the units of an event",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Guest,
        {Instead.MASKED: "name post consent_note"},
        purpose="who was invited",
        seen_by="the union; the public surnames",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        AgendaItem,
        {Instead.MASKED: "title note"},
        purpose="the agenda of an event",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Stop,
        {Instead.MASKED: "note"},
        purpose="the stops of an event",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Question,
        {Instead.MASKED: "text asked_by answer answerer"},
        purpose="what was asked and answered",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        EventPhoto,
        {Instead.MASKED: "consent_note caption"},
        purpose="pictures of an event",
        seen_by="the union; the public with consent",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Feedback,
        {Instead.MASKED: "words"},
        purpose="what those who came said",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Flag,
        {Instead.MASKED: "group_name"},
        purpose="which groups got a flag",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Evaluation,
        {Instead.MASKED: "words"},
        purpose="how an event was evaluated",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
