"""What the portal itself writes: which telephone numbers were searched for."""

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.enums import SearchVerb
from hongmajia.core.finding import Asked
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import Event


def note_phone_search(*, actor: Actor, asked: Asked) -> Event:
    """Log that somebody was looked for by number; the log keeps no more than its last four."""
    user = user_of(actor)
    number = mask_phone(asked.phone) if asked.phone else f"****{asked.ending}"
    return record(user, SearchVerb.BY_PHONE, user, data={"number": number})
