"""One record, written for machines and for people."""

import json
import logging

from hongmajia.config.logs import logging_settings
from hongmajia.core.logs.context import under_way
from hongmajia.core.logs.records import JsonLines, PlainLines


def a_record() -> logging.LogRecord:
    record = logging.LogRecord(
        "mail", logging.INFO, __file__, 1, "sent to %s", ("a@b.example",), None
    )
    record.facts = {"notice": 12}
    record.body = "沈丽华"  # whatever else a library hangs on a record is not told
    return record


def test_for_machines() -> None:
    with under_way(lambda: {"request": "f00ba4"}):
        line = json.loads(JsonLines().format(a_record()))
    assert line.pop("time")[10] == "T"
    assert line == {
        "level": "INFO", "logger": "mail", "message": "sent to …", "request": "f00ba4", "notice": 12
    }  # fmt: skip


def test_for_people() -> None:
    line = PlainLines().format(a_record())
    assert line[8:] == " INFO mail sent to … notice=12"


def test_nothing_is_under_way_afterwards() -> None:
    with under_way(lambda: {"request": "f00ba4"}):
        pass
    assert "f00ba4" not in JsonLines().format(a_record())


def test_errors_go_where_they_are_asked_for() -> None:
    """The log in any case; the libraries of the others are loaded only then."""
    quiet = logging_settings("json", "INFO", error_mail=False, error_reports=False)
    assert quiet["root"]["handlers"] == list(quiet["handlers"]) == ["console"]
    both = logging_settings("line", "INFO", error_mail=True, error_reports=True)
    assert both["root"]["handlers"] == list(both["handlers"]) == ["console", "mail", "sentry"]
