"""URLs of the room."""

from django.urls import path

from . import feed_views, views

urlpatterns = [
    path("me/calendar/", feed_views.own, name="calendar_feed_own"),
    path("me/calendar/new/", feed_views.make, name="calendar_feed_make"),
    path("me/calendar/end/", feed_views.revoke, name="calendar_feed_revoke"),
    path("calendar/<feed>.ics", feed_views.feed, name="calendar_feed"),
    path("helpers/<int:pk>/itinerary/", views.itinerary, name="itinerary"),
    path("itineraries/<int:pk>/progress/", views.progress, name="itinerary_progress"),
    path("itineraries/<int:pk>/export/", views.export, name="itinerary_export"),
    path("itineraries/<int:pk>/calendar.ics", views.calendar, name="itinerary_calendar"),
]
