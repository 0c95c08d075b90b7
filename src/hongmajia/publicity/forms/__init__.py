"""Forms of news, of what is passed on of them, and of exemplary projects."""

from .news import ConsentNoteForm, NewNewsForm, NewsForm, NewsPhotoForm
from .passing import AnswerForm, PassForm, ShowForm
from .plan import DoneForm, NewPlanForm, PlanForm
from .projects import NewProjectForm, NoteForm, ProjectForm, RecordsForm, StepForm

__all__ = [
    "AnswerForm", "ConsentNoteForm", "DoneForm", "NewNewsForm", "NewPlanForm", "NewProjectForm",
    "NewsForm", "NewsPhotoForm", "NoteForm", "PassForm", "PlanForm", "ProjectForm",
    "RecordsForm", "ShowForm", "StepForm",
]  # fmt: skip
