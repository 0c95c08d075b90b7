"""Issuing certificates of attendance."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused

from ..enums import ClassVerb
from ..models import ClassCertificate, TrainingClass
from ..queries import to_certify
from .opening import locked_class


@transaction.atomic
def certify(*, made: TrainingClass, actor: Actor) -> list[ClassCertificate]:
    """Issue a certificate to everybody who has the hours and none yet.

    Raises ``Refused`` if there is nobody.
    """
    made = locked_class(made)
    issued = [
        ClassCertificate.objects.create(learner=learner, issued_by=user_of(actor))
        for learner in to_certify(made)
    ]
    if not issued:
        hours = f"{made.hours_needed.normalize():f}"
        raise Refused(_("还没有人满%(hours)s学时，或者都发过了。") % {"hours": hours})
    data = {"n": len(issued)}
    record(actor, ClassVerb.CERTIFIED, made, audience=Audience.UNIONS, data=data)
    return issued
