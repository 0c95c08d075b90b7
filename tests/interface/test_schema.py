"""For any input, each path answers as its description says, and never with a 5xx."""

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.actors import Province
from tests.interface.conftest import Caller
from tests.interface.filled import Filled
from tests.interface.sampling import all_operations, answer_to, cases_of, name_in, with_known_keys

EACH_WAY = 3
"""Requests to each operation, as drawn and with known keys; the proof sends hundreds."""


@pytest.mark.one_database("proofs/fuzz_interface.py asks for more, and on both databases")
def test_every_answer_is_one_that_was_promised(
    province: Province, deqing: Caller, settings: Settings
) -> None:
    settings.INTERFACE_PER_MINUTE = 1_000_000
    here = Filled(province, province.deqing, "330521", "甲")
    useless = []
    for operation in all_operations():
        statuses = []
        for case in cases_of(operation, EACH_WAY):
            for asked in (case, with_known_keys(case, here)):
                with transaction.atomic():
                    statuses.append(answer_to(asked, deqing.token))
                    transaction.set_rollback(True)
        if not any(status < 300 for status in statuses):
            useless.append((name_in(operation), statuses))
    assert useless == []
