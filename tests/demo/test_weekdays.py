"""The demonstration has what the handbook shows not only on a Monday, when the other tests run."""

import pytest
import time_machine
from django.core.management import call_command

from hongmajia.supervision.models import Supervision


@pytest.mark.django_db
def test_two_needs_are_under_supervision_on_a_tuesday(regions: None) -> None:
    """What was due on Monday evening is late for a night only."""
    with time_machine.travel("2026-11-24T09:30:00+08:00"):
        call_command("demo", verbosity=0)
    assert sorted(Supervision.objects.values_list("state", flat=True)) == ["answered", "asked"]
