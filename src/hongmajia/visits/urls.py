"""URLs of the room."""

from django.urls import path

from . import views

urlpatterns = [
    path("helpers/<int:pk>/itinerary/", views.itinerary, name="itinerary"),
    path("itineraries/<int:pk>/progress/", views.progress, name="itinerary_progress"),
    path("itineraries/<int:pk>/export/", views.export, name="itinerary_export"),
    path("itineraries/<int:pk>/calendar.ics", views.calendar, name="itinerary_calendar"),
]
