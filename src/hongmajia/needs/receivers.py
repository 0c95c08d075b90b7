"""Reactions to what happens to enterprises."""

from typing import Any

from django.dispatch import receiver

from hongmajia.unions.models import Enterprise
from hongmajia.unions.signals import firms_merge

from .models import Need


@receiver(firms_merge)
def keep_the_name_that_was_given_up(given_up: Enterprise, **rest: Any) -> None:
    """Keep the former name on its needs: public texts may go on to blank it."""
    unnamed = Need.objects.filter(enterprise=given_up, enterprise_name="")
    unnamed.update(enterprise_name=given_up.name)
