"""URL patterns of the classes room."""

from django.urls import path

from .views import keeping, pages

urlpatterns = [
    path("classes/", pages.class_list, name="class_list"),
    path("classes/new/", pages.new, name="class_new"),
    path("classes/<int:pk>/", pages.training_class, name="training_class"),
    path("classes/<int:pk>/edit/", pages.edit, name="class_edit"),
    path("classes/<int:pk>/sessions/new/", keeping.session_new, name="class_session_new"),
    path("classes/<int:pk>/learners/new/", keeping.learner_new, name="learner_new"),
    path("classes/<int:pk>/certificates/", pages.certificates_issue, name="class_certify"),
    path("classes/<int:pk>/certificates.pdf", pages.certificates_pdf, name="class_certificates"),
    path("class-sessions/<int:pk>/attendance/", keeping.attendance, name="class_attendance"),
    path("learners/<int:pk>/edit/", keeping.learner_edit, name="learner_edit"),
    path("learners/<int:pk>/grade/", keeping.grade, name="learner_grade"),
    path("learners/<int:pk>/delete/", keeping.learner_off, name="learner_delete"),
    path("learners/<int:pk>/number/", keeping.number, name="learner_number"),
    path("class-certificates/<learnt>/", pages.verify, name="class_certificate"),
    path("activities/<int:pk>/class/", pages.of_activity, name="activity_class"),
]
