"""Addresses of the services room, in full."""

from django.urls import path

from .views import threads

urlpatterns = [
    path("engagements/unread/", threads.unread, name="threads_unread"),
    path("engagements/<int:pk>/thread/", threads.thread, name="thread"),
    path("engagements/<int:pk>/thread/newer/", threads.newer, name="thread_newer"),
    path("engagements/<int:pk>/thread/in-short/", threads.in_short, name="thread_in_short"),
    path(
        "engagements/<int:pk>/thread/enclosures/<int:enclosure>/",
        threads.enclosure,
        name="thread_enclosure",
    ),
    path(
        "engagements/<int:pk>/thread/messages/<int:message>/take-back/",
        threads.take_back,
        name="message_take_back",
    ),
]
