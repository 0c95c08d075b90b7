"""Errors to a Sentry-compatible address; what is sent is built from the record's facts."""

from importlib.metadata import version
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.types import Event, Hint

from .records import facts_of
from .scrubbing import scrubbed

HARMLESS = (
    "event_id", "timestamp", "level", "logger", "platform", "release", "environment",
    "server_name", "sdk", "exception",
)  # fmt: skip
"""What the library collects and is sent on; of the exception, the messages are scrubbed."""


def start(dsn: str) -> None:
    """Let the logging handler's events go to the address; nothing else is watched or collected."""
    sentry_sdk.init(
        dsn=dsn,
        release=f"hongmajia@{version('hongmajia')}",
        before_send=only_facts,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=lambda pending, timeout: None),
            DedupeIntegration(),
        ],
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
    )


def only_facts(event: Event, hint: Hint) -> Event:
    """The event with what the library added taken away, and the record's facts put in."""
    kept: dict[str, Any] = {name: event[name] for name in HARMLESS if name in event}  # type: ignore[literal-required]
    for error in kept.get("exception", {}).get("values", ()):
        error["value"] = scrubbed(error.get("value") or "")
    facts = facts_of(hint["log_record"])
    kept["message"] = facts.pop("message")
    facts.pop("traceback", None)
    if user := facts.pop("user", None):
        kept["user"] = {"id": str(user)}
    kept["tags"] = {name: str(facts[name]) for name in ("request", "task", "path") if name in facts}
    kept["extra"] = facts
    return kept  # type: ignore[return-value]
