"""What the outside model proposes for the fields of the ask form (docs/adr/0116)."""

from hongmajia.chat import fields_in
from hongmajia.core.actors import Actor
from hongmajia.core.enums import ModelPurpose
from hongmajia.core.outside_model import Sent, ask_model
from hongmajia.core.withholding import Whose

from .asking import firm_of
from .models import Need

SHORTEST = 10
"""Characters of a text that can be taken apart."""


def propose_fields(need: Need, actor: Actor) -> dict[str, str] | None:
    """Field → words of the text of an unsaved need; ``None`` if the model did not answer.

    The text leaves without names, numbers and the firm; the proposals are the asker's own words,
    which the asker confirms one by one.
    """
    whose = Whose(firms=firm_of(need), persons=(need.contact_name,))
    text = whose.public(need.text)
    if len(text) < SHORTEST:
        return {}
    sent = Sent(ModelPurpose.FIELDS, len(text))
    return ask_model(actor, sent, lambda model: fields_in(model, text))
