"""URL patterns of the supervision room."""

from django.urls import path

from . import views

urlpatterns = [
    path("supervision/", views.supervision_list, name="supervision_list"),
    path("supervision/<int:pk>/", views.supervision, name="supervision"),
    path("supervision/<int:pk>/answer/", views.answer, name="supervision_answer"),
    path("supervision/<int:pk>/accept/", views.accept, name="supervision_accept"),
    path("supervision/<int:pk>/reject/", views.reject, name="supervision_reject"),
    path("supervision/<int:pk>/extend/", views.extend, name="supervision_extend"),
    path("supervision/<int:pk>/recall/", views.recall, name="supervision_recall"),
    path("needs/<int:pk>/supervision/", views.of_need, name="need_supervision"),
]
