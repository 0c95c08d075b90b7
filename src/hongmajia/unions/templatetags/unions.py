"""Words for the pages of the tree."""

from django import template

from hongmajia.core.acts import sentence
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import Event

register = template.Library()


@register.filter
def in_words(event: Event) -> str:
    """An act as a sentence with its person as the subject."""
    return sentence(event)


@register.filter
def masked(phone: str) -> str:
    """``138****1234``."""
    return mask_phone(phone)
