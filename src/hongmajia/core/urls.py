"""URLs of core."""

from django.urls import path

from . import column_pages, export_pages, health, ticked_pages, views

urlpatterns = [
    # Answered by the middleware health.answer_probes; here they are named like all others.
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("import/<slug:kind>/", views.import_upload, name="import_upload"),
    path("import/<slug:kind>/template/", views.import_template, name="import_template"),
    path("import/job/<int:pk>/", views.import_job, name="import_job"),
    path("import/job/<int:pk>/choose/", views.import_choose, name="import_choose"),
    path("import/job/<int:pk>/columns/", column_pages.import_columns, name="import_columns"),
    path("import/job/<int:pk>/forget/", column_pages.import_forget, name="import_forget"),
    path("import/job/<int:pk>/good/", views.import_good, name="import_good"),
    path("import/job/<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/job/<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("import/job/<int:pk>/take-back/", views.import_take_back, name="import_take_back"),
    path("import/job/<int:pk>/report/", views.import_report, name="import_report"),
    path("exports/<int:pk>/", export_pages.export, name="export"),
    path("exports/<int:pk>/file/", export_pages.export_file, name="export_file"),
    path("ticked/<key>/", ticked_pages.ticked, name="ticked"),
]
