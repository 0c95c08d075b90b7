"""URL patterns of the webhooks room."""

from django.urls import path

from . import views

urlpatterns = [
    path("security/webhooks/", views.webhook_list, name="webhook_list"),
    path("security/webhooks/new/", views.new, name="webhook_new"),
    path("security/webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("security/webhooks/<int:pk>/switch/", views.switch, name="webhook_switch"),
    path("security/webhooks/<int:pk>/secret/", views.renew, name="webhook_renew"),
    path("security/webhooks/offers/<int:pk>/replay/", views.replay, name="webhook_replay"),
]
