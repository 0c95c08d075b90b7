"""Log records as facts, and the two ways to write them: a line for people, JSON for machines."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from .context import Facts, current_facts
from .paths import loggable_path
from .scrubbing import scrubbed, traceback_text


def facts_of(record: logging.LogRecord) -> Facts:
    """All that may be told of a record. A logger adds facts by ``extra={"facts": {…}}``."""
    facts: Facts = {
        "time": datetime.fromtimestamp(record.created).astimezone().isoformat("T", "milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
    }
    facts |= current_facts() | getattr(record, "facts", {})
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        facts |= {"error": type(error).__qualname__, "traceback": traceback_text(error)}
    return facts


def message_of(record: logging.LogRecord) -> str:
    """The message, scrubbed; Django's own name the path of the request, which may hold a code."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
        shown = tuple(
            loggable_path(request) if each == request.path else each for each in record.args
        )
        return scrubbed(str(record.msg) % shown)
    return scrubbed(record.getMessage())


class JsonLines(logging.Formatter):
    """One JSON object a line, in UTF-8."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's facts."""
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """``09:41:07 INFO request GET 200 path=/needs/12/ user=4 … ms=35``, then the traceback."""

    NOT_BY_NAME = ("time", "level", "logger", "message", "traceback", "method", "status")

    def format(self, record: logging.LogRecord) -> str:
        """The time of day, what happened, and the rest of the facts by name."""
        facts = facts_of(record)
        head = [facts["time"][11:19], facts["level"], facts["logger"], facts["message"]]
        rest = [f"{name}={facts[name]}" for name in facts if name not in self.NOT_BY_NAME]
        line = " ".join([*head, *rest])
        return f"{line}\n{facts['traceback']}" if "traceback" in facts else line


def told_arguments(args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any]:
    """The arguments of a task as a log line may tell them."""
    named = [f"{name}={task_argument(each)}" for name, each in kwargs.items()]
    return [*map(task_argument, args), *named]


def task_argument(value: Any) -> Any:
    """An argument of a task as it may be told: ids are, texts are not."""
    return value if value is None or isinstance(value, int | float) else "…"
