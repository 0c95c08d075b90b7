"""What all forms share."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError

from .errors import Refused


@contextmanager
def refusal_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """What an act refuses stands as an error on ``form``, which is to be shown again.

    Put the act and the redirect after it inside: ``with refusal_shown_on(form): list_offer(…)``.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)
