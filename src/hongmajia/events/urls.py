"""URL patterns of the events room; the keys of ``activities/`` are those of activities."""

from django.urls import path

from .views import afterwards, pages, planning, saying

urlpatterns = [
    path("activities/<int:pk>/event/", pages.main, name="event_main"),
    path("activities/<int:pk>/units/", pages.side, name="event_side"),
    path("activities/<int:pk>/units/edit/", planning.units, name="event_units"),
    path("activities/<int:pk>/guests/", planning.guests, name="event_guests"),
    path("activities/<int:pk>/agenda/", planning.agenda, name="event_agenda"),
    path("activities/<int:pk>/stops/", planning.stops, name="event_stops"),
    path("stops/<int:pk>/arrange/", planning.arrange, name="event_stop_arrange"),
    path("activities/<int:pk>/ceremony/plan/", planning.ceremony_plan, name="event_ceremony_plan"),
    path("activities/<int:pk>/ceremony/pairs/", planning.pairs, name="event_pairs"),
    path("activities/<int:pk>/ceremony/", afterwards.ceremony, name="event_ceremony"),
    path(
        "activities/<int:pk>/ceremony/back/", afterwards.ceremony_back, name="event_ceremony_back"
    ),
    path("activities/<int:pk>/invite/", planning.invite, name="event_invite"),
    path("activities/<int:pk>/heads/", afterwards.heads, name="event_heads"),
    path("activities/<int:pk>/questions/new/", afterwards.question_new, name="event_question_new"),
    path("questions/<int:pk>/", afterwards.question_edit, name="event_question"),
    path("questions/<int:pk>/delete/", afterwards.question_delete, name="event_question_delete"),
    path("activities/<int:pk>/photos/", afterwards.photos, name="event_photos"),
    path("event-photos/<int:pk>/", pages.photo, name="event_photo"),
    path("event-photos/<int:pk>/agreed/", afterwards.photo_agreed, name="event_photo_agreed"),
    path("event-photos/<int:pk>/delete/", afterwards.photo_delete, name="event_photo_delete"),
    path("activities/<int:pk>/evaluate/", afterwards.evaluate, name="event_evaluate"),
    path("season/<int:pk>/criteria/", afterwards.criteria, name="event_criteria"),
    path("come/<code>/said/", saying.said, name="event_said"),
    path("activities/<int:pk>/said/", saying.words, name="event_words"),
    path("activities/<int:pk>/said.png", saying.said_code, name="event_said_code"),
    path("helpers/<int:pk>/ceremonies/", pages.of_helper, name="helper_ceremonies"),
    path(
        "apprenticeships/<int:pk>/ceremony/",
        pages.of_apprenticeship,
        name="apprenticeship_ceremony",
    ),
]
