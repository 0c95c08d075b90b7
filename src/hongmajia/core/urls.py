"""Addresses of the core room, in full."""

from django.urls import path

from . import views

urlpatterns = [
    path("import/<slug:kind>/", views.import_upload, name="import_upload"),
    path("import/<slug:kind>/template/", views.import_template, name="import_template"),
    path("import/job/<int:pk>/", views.import_job, name="import_job"),
    path("import/job/<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/job/<int:pk>/report/", views.import_report, name="import_report"),
]
