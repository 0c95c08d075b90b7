"""What the room `classes` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import keep_possible, register_year
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.importers import register_importer
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import fill_slot
from hongmajia.notices.wording import register_told
from hongmajia.services.models import Activity
from hongmajia.services.slots import ActivitySlot

from . import personal  # noqa: F401
from .enums import ClassVerb
from .erasing import classes_under_way
from .imports import LearnerImport, SessionImport
from .models import ClassCertificate, Learner, Presence, Session, TrainingClass
from .queries import named_in_class
from .told import TO_TEACHERS

register_verbs(ClassVerb)
register_year(TrainingClass, "season", _("培训班"))
register_year(Learner, "of_class__season")
keep_possible(ClassVerb.REVEALED)
register_reading(TrainingClass, Reading(whose=named_in_class))
fill_slot(ActivitySlot.CLASSES, "class_list", right="classes.open")
fill_slot(ActivitySlot.CLASS, "activity_class", right="classes.manage")
register_importer(LearnerImport())
register_importer(SessionImport())
CLASS_OF_SESSION = "SELECT of_class_id FROM classes_session WHERE"
CLASS_OF_LEARNER = "SELECT of_class_id FROM classes_learner WHERE id = NEW.learner_id"
track(
    "class",
    TrainingClass,
    {
        Session: "SELECT NEW.of_class_id",
        Learner: "SELECT NEW.of_class_id",
        Presence: f"{CLASS_OF_SESSION} id = NEW.session_id",
        Activity: f"{CLASS_OF_SESSION} activity_id = NEW.id",
        ClassCertificate: CLASS_OF_LEARNER,
    },
)
for name, sentence in TO_TEACHERS.items():
    register_told(name, sentence, page="")
register_obstacle(classes_under_way)
