"""Forms of the knowledge room."""

from .answers import AnswerForm, AskMastersForm, PublishForm, ReviewerForm, ReviewForm
from .kinds import JoinForm, KindChangeForm, KindForm
from .trials import CloseForm, TrialForm

__all__ = [
    "AnswerForm",
    "AskMastersForm",
    "CloseForm",
    "JoinForm",
    "KindChangeForm",
    "KindForm",
    "PublishForm",
    "ReviewForm",
    "ReviewerForm",
    "TrialForm",
]
