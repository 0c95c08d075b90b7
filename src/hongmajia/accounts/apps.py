"""The Django app of the accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The Django app of the accounts room."""

    name = "hongmajia.accounts"
    label = "accounts"
