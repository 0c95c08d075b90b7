"""The tables that the statement of the tally reads; a test compares this list with it."""

from hongmajia.accounts.models import Application, Claim, RecruitingCall
from hongmajia.campaigns.models import Campaign, Lecturer, PartnerAsk
from hongmajia.cases.models import Booklet, Case, PublicNotice, Review
from hongmajia.circulars.models import Circular, Receipt
from hongmajia.core.models import ImportJob
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.models import Message, ReadMark
from hongmajia.knowledge.models import Answer, ProblemKind
from hongmajia.matching.models import Round
from hongmajia.needs.models import Need
from hongmajia.notices.models import Call, Notice
from hongmajia.people.models import Apprenticeship, Artisan, Helper, Insurance, Licence, Team
from hongmajia.publicity.models import NewsItem, Passing, PlanEntry
from hongmajia.services.models import Activity, CallBack, Confirmation, Objection
from hongmajia.supervision.models import Supervision
from hongmajia.unions.models import Enterprise, FirmPair, Season, SeasonStage, Union, User

TALLIED = (
    Activity, Activity.engagements.through, Answer, Application, Apprenticeship, Artisan, Booklet,
    Call, CallBack, Campaign, Case, Circular, Claim, Confirmation, Engagement, Enterprise,
    Enterprise.contacts.through, FirmPair, Helper, ImportJob, Insurance, Lecturer, Licence, Message,
    Need, NewsItem, Notice, Objection, PartnerAsk, Passing, PlanEntry, ProblemKind, PublicNotice,
    ReadMark, Receipt, RecruitingCall, Review, Round, Season, SeasonStage, Supervision, Team, Union,
    User,
)  # fmt: skip
