"""URL patterns of the guidance room."""

from django.urls import path

from . import views

urlpatterns = [
    path("engagements/unread/", views.unread, name="threads_unread"),
    path("engagements/<int:pk>/thread/", views.thread, name="thread"),
    path("engagements/<int:pk>/thread/newer/", views.newer, name="thread_newer"),
    path("engagements/<int:pk>/thread/in-short/", views.in_short, name="thread_in_short"),
    path(
        "engagements/<int:pk>/thread/enclosures/<int:enclosure>/",
        views.enclosure,
        name="thread_enclosure",
    ),
    path(
        "engagements/<int:pk>/thread/messages/<int:message>/take-back/",
        views.take_back,
        name="message_take_back",
    ),
]
