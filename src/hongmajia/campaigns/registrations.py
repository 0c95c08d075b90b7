"""What the room `campaigns` registers when the product starts; `core.apps` imports it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.lives import register_life
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import fill_slot
from hongmajia.core.themes import register_themes
from hongmajia.core.ticking import register_ticked
from hongmajia.needs.slots import NeedSlot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.people.slots import HelperSlot
from hongmajia.publicity.slots import NewsSlot, ProjectSlot
from hongmajia.services.slots import ActivitySlot
from hongmajia.unions.copying import register_part
from hongmajia.unions.queries import cadres_of

from . import personal  # noqa: F401
from .copying import CampaignsToCopy
from .enums import CampaignVerb
from .lecturing import who_answers
from .models import Campaign, Lecturer, PartnerAsk
from .queries import named_in_campaign
from .states import LECTURER_LIFE, PARTNER_LIFE
from .theming import THEMES
from .ticking import AGREEING, CALLING_OFF, CAMPAIGNS

register_verbs(CampaignVerb)
register_part(CampaignsToCopy)
register_ticked(CAMPAIGNS, AGREEING, CALLING_OFF)
register_reading(Campaign, Reading(whose=named_in_campaign))
register_themes(THEMES)
register_life(PartnerAsk, PARTNER_LIFE)
register_life(Lecturer, LECTURER_LIFE)
GOES_ON = Q(campaign__called_off_at=None)
register_reminded(
    PartnerAsk,
    Reminded(
        people=lambda ask: cadres_of(ask.union),
        address=lambda ask: reverse("campaign_partner", args=[ask.pk]),
        sentence=_("联办还没有答复：%(title)s"),
        only=GOES_ON,
    ),
)
register_reminded(
    Lecturer,
    Reminded(
        people=who_answers,
        address=lambda ask: reverse("lecturer", args=[ask.pk]),
        sentence=_("当讲师还没有答复：%(title)s"),
        only=GOES_ON,
    ),
)
track("campaign", Campaign)
fill_slot(NeedSlot.CAMPAIGNS, "need_campaigns")
fill_slot(ActivitySlot.CAMPAIGNS, "activity_campaigns")
fill_slot(HelperSlot.CAMPAIGNS, "helper_campaigns")
fill_slot(ProjectSlot.FIGURES, "project_figures")
fill_slot(NewsSlot.CAMPAIGNS, "news_campaigns")
fill_slot(NewsSlot.CAMPAIGN_LIST, "campaign_list")
