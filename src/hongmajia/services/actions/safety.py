"""Writing the safety measures of an agreement."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import require_reason
from hongmajia.engagements.models import Engagement

from ..enums import ServiceVerb
from ..models import SafetyMeasures


@transaction.atomic
def write_measures(*, engagement: Engagement, actor: Actor, text: str) -> SafetyMeasures:
    """Save the safety measures that the agreement prints; raises ``Refused`` for no text."""
    require_reason(text, _("请写明安全措施，双方要照着做。"))
    facts = {"text": text.strip(), "written_by": account_of(actor), "written_at": timezone.now()}
    written, _new = SafetyMeasures.objects.update_or_create(engagement=engagement, defaults=facts)
    record(actor, ServiceVerb.MEASURES_WRITTEN, engagement, audience=Audience.PARTIES)
    return written
