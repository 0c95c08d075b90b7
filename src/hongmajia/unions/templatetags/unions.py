"""Template filters of the unions room."""

from django import template

from hongmajia.core.acts import sentence
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import Event

register = template.Library()


@register.filter
def in_words(event: Event) -> str:
    """The sentence that describes an event, with the acting person as its subject."""
    return sentence(event)


@register.filter
def masked(phone: str) -> str:
    """The phone number with its middle digits hidden: ``138****1234``."""
    return mask_phone(phone)
