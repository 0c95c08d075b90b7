"""Django's logging: all records go to standard error, errors also to mail or Sentry."""

import sys
from typing import Any

FORMATTERS = {
    "json": {"()": "hongmajia.core.logs.records.JsonLines"},
    "line": {"()": "hongmajia.core.logs.records.PlainLines"},
}
MAIL = {"class": "hongmajia.core.logs.mail.MailToAdmins", "level": "ERROR"}
SENTRY = {"class": "sentry_sdk.integrations.logging.EventHandler", "level": "ERROR"}
LOGGERS = {
    "django": {"handlers": [], "level": "INFO", "propagate": True},
    # The request log has a line for every answer below 500.
    "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
    "_granian": {"handlers": [], "propagate": True},  # in the web process, after it set up its own
    # At DEBUG it tells addresses with their query, in which gateways take numbers and codes.
    "urllib3": {"handlers": [], "level": "INFO", "propagate": True},
    "axes": {"handlers": [], "level": "WARNING", "propagate": True},
    "rules": {"handlers": [], "level": "INFO", "propagate": True},
    # Malformed requests come from outside; no administrator can do anything about them.
    "django.security": {"handlers": ["console"], "level": "INFO", "propagate": False},
}


def logging_settings(
    line_format: str, level: str, *, error_mail: bool, error_reports: bool
) -> dict[str, Any]:
    """Django's ``LOGGING``; ``line_format`` is ``json``, ``line`` or empty (by the terminal)."""
    line_format = line_format or ("line" if sys.stderr.isatty() else "json")
    handlers = {"console": {"class": "logging.StreamHandler", "formatter": line_format}}
    handlers |= {"mail": MAIL} if error_mail else {}
    handlers |= {"sentry": SENTRY} if error_reports else {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": FORMATTERS,
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": LOGGERS,
    }
