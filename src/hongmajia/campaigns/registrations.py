"""What the room `campaigns` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import fill_slot
from hongmajia.core.themes import register_themes
from hongmajia.core.ticking import register_ticked
from hongmajia.needs.slots import NeedSlot
from hongmajia.people.slots import HelperSlot
from hongmajia.publicity.slots import NewsSlot, ProjectSlot
from hongmajia.services.slots import ActivitySlot
from hongmajia.unions.copying import register_part

from . import personal  # noqa: F401
from .copying import CampaignsToCopy
from .enums import CampaignVerb
from .models import Campaign
from .queries import named_in_campaign
from .theming import THEMES
from .ticking import AGREEING, CALLING_OFF, CAMPAIGNS

register_verbs(CampaignVerb)
register_part(CampaignsToCopy)
register_ticked(CAMPAIGNS, AGREEING, CALLING_OFF)
register_reading(Campaign, Reading(whose=named_in_campaign))
register_themes(THEMES)
track("campaign", Campaign)
fill_slot(NeedSlot.CAMPAIGNS, "need_campaigns")
fill_slot(ActivitySlot.CAMPAIGNS, "activity_campaigns")
fill_slot(HelperSlot.CAMPAIGNS, "helper_campaigns")
fill_slot(ProjectSlot.FIGURES, "project_figures")
fill_slot(NewsSlot.CAMPAIGNS, "news_campaigns")
fill_slot(NewsSlot.CAMPAIGN_LIST, "campaign_list")
