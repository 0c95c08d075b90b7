"""URL patterns of the meetings room; the keys of ``activities/`` are those of activities."""

from django.urls import path

from . import views

urlpatterns = [
    path("problems/<int:pk>/meeting/", views.new, name="meeting_new"),
    path("problems/<int:pk>/meetings/", views.of_problem, name="problem_meetings"),
    path("activities/<int:pk>/meeting/", views.of_activity, name="activity_meeting"),
    path("activities/<int:pk>/meeting/attach/", views.attach, name="meeting_attach"),
    path("activities/<int:pk>/meeting/<int:need>/detach/", views.take_out, name="meeting_detach"),
]
