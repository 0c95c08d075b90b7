"""What the room `notices` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs

from .enums import CallVerb

register_verbs(CallVerb)
