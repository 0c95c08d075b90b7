"""What the room `publicity` holds about persons (``core.personal_data``)."""

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

from .models import Mention, NewsItem, NewsPhoto, Passing, PlanEntry, Project, ProjectStep

register_personal(
    Personal(
        Project,
        {Instead.MASKED: "name text results"},
        purpose="exemplary projects",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        ProjectStep,
        {Instead.MASKED: "text caption consent_note"},
        purpose="steps of a project",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        NewsItem,
        {Instead.MASKED: "title summary text"},
        purpose="news",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        NewsPhoto,
        {Instead.MASKED: "caption consent_note"},
        purpose="pictures of news",
        seen_by=Seen.PUBLIC,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Mention,
        {Instead.MASKED: "name consent_note"},
        purpose="who agreed to be named in news",
        seen_by="the union",
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        Passing,
        {Instead.MASKED: "note reason"},
        purpose="news that is passed up",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
register_personal(
    Personal(
        PlanEntry,
        {Instead.MASKED: "what medium who link"},
        purpose="the plan of publicity",
        seen_by=Seen.STAFF,
        kept=Kept.WORK,
    )
)
