"""Addresses of the interface room; the interface itself is put together in ``config/api.py``."""

from django.urls import path

from . import views

urlpatterns = [
    path("security/programs/", views.account_list, name="service_accounts"),
    path("security/programs/new/", views.new, name="service_account_new"),
    path("security/programs/<int:pk>/", views.account, name="service_account"),
    path("security/programs/<int:pk>/edit/", views.edit, name="service_account_edit"),
    path("security/programs/<int:pk>/end/", views.end, name="service_account_end"),
    path("security/tokens/<int:pk>/revoke/", views.revoke, name="token_revoke"),
]
