"""URLs of the portal room: public pages, the desk, tracking and the user's account."""

from django.urls import path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from .views import (
    account,
    calls,
    desk,
    front,
    handbook,
    hotline,
    large,
    own_cases,
    search,
    talk,
    track,
    track_acts,
    track_files,
)

urlpatterns = [
    path("", front.front, name="front"),
    path("desk/", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
    path("hotline/", hotline.hotline, name="hotline"),
    path("hotline/next/", hotline.hang_up, name="hotline_next"),
    path("hotline/need/", hotline.write, name="hotline_write"),
    path("hotline/<int:pk>/code/", hotline.code, name="hotline_code"),
    path("hotline/<int:pk>/nudge/", hotline.nudge, name="hotline_nudge"),
    path("hotline/<int:pk>/note/", hotline.note, name="hotline_note"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/number/", calls.number, name="call_number"),
    path("track/", track.enter, name="track"),
    path("track/<code>/", track.story, name="track_need"),
    path("track/<code>/complete/", track.complete, name="track_complete"),
    path("track/<code>/confirm/", track.confirm, name="track_confirm"),
    path("track/<code>/reopen/", track.reopen, name="track_reopen"),
    path("track/<code>/withdraw/", track.withdraw, name="track_withdraw"),
    path("track/<code>/nudge/", track_acts.nudge, name="track_nudge"),
    path("track/<code>/number/", track_acts.number, name="track_number"),
    path("track/<code>/date/<int:pk>/", track_acts.date, name="track_date"),
    path("track/<code>/calendar.ics", track_files.calendar, name="track_calendar"),
    path("track/<code>/photos/<int:pk>/", track_files.photo, name="track_photo"),
    path(
        "track/<code>/records/photos/<int:pk>/",
        track_files.record_photo,
        name="track_record_photo",
    ),
    path("track/<code>/cases/<int:pk>/", own_cases.answer, name="track_case"),
    path("track/<code>/cases/photos/<int:pk>/", own_cases.photo, name="track_case_photo"),
    path("track/<code>/thread/<int:pk>/", talk.thread, name="track_thread"),
    path("track/<code>/thread/<int:pk>/newer/", talk.newer, name="track_thread_newer"),
    path(
        "track/<code>/thread/<int:pk>/enclosures/<int:enclosure>/",
        talk.enclosure,
        name="track_thread_enclosure",
    ),
    path(
        "track/<code>/thread/<int:pk>/messages/<int:message>/take-back/",
        talk.take_back,
        name="track_take_back",
    ),
    path("start/", account.start, name="start"),
    path("language/", set_language, name="set_language"),
    path("large/", large.choose, name="large_type"),
    path("me/", account.me, name="me"),
    path("help/", handbook.index, name="help"),
    path("help/<slug:slug>/", handbook.page, name="help_page"),
    path("help/<slug:slug>.pdf", handbook.pdf, name="help_pdf"),
    path("privacy/", TemplateView.as_view(template_name="portal/privacy.html"), name="privacy"),
    path(
        "accessibility/",
        TemplateView.as_view(template_name="portal/accessibility.html"),
        name="accessibility",
    ),
]
