from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "hongmajia.webhooks"
