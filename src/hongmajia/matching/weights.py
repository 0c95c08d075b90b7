"""The weights of the score that are in use: the shipped ones, or those a person chose.

Learnt weights stand in a file beside the database's other data, so that every process uses the
same ones; without the file, or with one that cannot be read, the shipped ones hold.
"""

import json
import logging
from pathlib import Path

from django.conf import settings

from hongmajia.engine import Weights, fitted_weights

logger = logging.getLogger(__name__)


def weights_in_use(*, with_meaning: bool) -> Weights:
    """Return the weights by which helpers are compared, with or without embeddings."""
    try:
        return Weights.from_dict(_chosen()[_name(with_meaning)])
    except (FileNotFoundError, KeyError):
        return fitted_weights(with_meaning)
    except (ValueError, TypeError):
        logger.exception("the learnt weights in %s cannot be read", _file().name)
        return fitted_weights(with_meaning)


def chosen_at() -> int:
    """Return when weights were chosen (ns); 0 while the shipped ones are in use."""
    try:
        return _file().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def use_weights(weights: Weights, *, with_meaning: bool) -> None:
    """Use these weights from now on; those with or without embeddings only."""
    try:
        chosen = _chosen()
    except (FileNotFoundError, ValueError):
        chosen = {}
    chosen[_name(with_meaning)] = weights.as_dict()
    draft = _file().with_suffix(".new")
    draft.write_text(json.dumps(chosen, indent=2), encoding="utf-8")
    draft.replace(_file())  # in one step: other processes read either the old ones or the new ones


def use_shipped() -> None:
    """Use the shipped weights again."""
    _file().unlink(missing_ok=True)


def _chosen() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(_file().read_text(encoding="utf-8"))
    return found


def _name(with_meaning: bool) -> str:
    return "with_meaning" if with_meaning else "without_meaning"


def _file() -> Path:
    return Path(settings.LEARNT_WEIGHTS)
