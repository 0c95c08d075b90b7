"""How users want to be notified, and who is still to be telephoned."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from .models import Call, MailChoice


def wants_mail(user: Any) -> bool:
    """Whether notices are also mailed to ``user``: yes, unless they chose otherwise."""
    return not MailChoice.objects.filter(user=user, wanted=False).exists()


def waiting_for_a_call(model: type[Model]) -> QuerySet[Any]:
    """The keys of the rows of ``model`` that somebody has yet to telephone."""
    kind = ContentType.objects.get_for_model(model)
    return Call.objects.open().filter(callee_type=kind).order_by().values("callee_id")
