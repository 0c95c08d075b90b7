"""Writing, correcting and withdrawing a service record; its photographs and suggestions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.core.pictures import sized_photo

from ..actions import (
    add_photos,
    answer_suggestion,
    consent_to_photo,
    correct_record,
    record_service,
    schedule_visit,
    withdraw_record,
)
from ..forms import (
    PastVisitForm,
    RecordForm,
    SuggestionForms,
    TrainingForms,
    suggestions_in,
    trainings_in,
    withdraw_form,
)
from ..models import Activity, RecordPhoto, Suggestion
from ..queries import possible_participants, visit_to_record
from .visits import load, load_engagement, show


class RecordForms:
    """The form of a record together with the form sets of its suggestions and trainings."""

    def __init__(self, request: HttpRequest, activity: Activity, **present: Any) -> None:
        data, files = request.POST or None, request.FILES or None
        party = possible_participants(activity)
        initial: dict[str, Any] = {
            "helpers": [h.pk for h in party if h.answerer == request.user] or party[:1]
        }
        initial["firms"] = list(activity.enterprises.order_by("pk"))
        keeper = request.user if request.user.has_perm("services.plan", activity) else None
        self.form = RecordForm(
            data, files, party=party, keeper=keeper, initial=initial, **present
        )  # fmt: skip
        record = present.get("instance")
        parts: dict[str, Any] = {"suggestions": [], "trainings": []}
        if record:
            parts["suggestions"] = list(record.suggestions.values("text", "adoption"))
            parts["trainings"] = list(record.trainings.values("topic", "people"))
        self.suggestions = SuggestionForms(data, prefix="s", initial=parts["suggestions"])
        self.trainings = TrainingForms(data, prefix="t", initial=parts["trainings"])

    def is_valid(self) -> bool:
        """Whether all three are valid; all are checked, so that all errors show at once."""
        return all([self.form.is_valid(), self.suggestions.is_valid(), self.trainings.is_valid()])

    def facts(self) -> dict[str, Any]:
        """The cleaned data as keyword arguments of the record actions."""
        return {
            **self.form.facts(),
            "party": self.form.party(),
            "enterprises": self.form.cleaned_data["firms"],
            "suggestions": suggestions_in(self.suggestions),
            "trainings": trainings_in(self.trainings),
        }


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the record of an activity."""
    activity = load(request, pk, "record")
    written = RecordForms(request, activity)
    if written.is_valid():
        with refusal_shown_on(written.form):
            photos = written.form.cleaned_data["photos"]
            record_service(activity=activity, actor=request.user, photos=photos, **written.facts())
            messages.success(request, _("记好了，已交给企业确认。"))
            return redirect("activity", pk)
    return _show_form(request, activity, written, is_new=True)


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the record of an activity."""
    activity = load(request, pk, "correct")
    written = RecordForms(request, activity, instance=activity.record)
    if written.is_valid():
        with refusal_shown_on(written.form):
            correct_record(written=activity.record, actor=request.user, **written.facts())
            add_photos(written=activity.record, photos=written.form.cleaned_data["photos"])
            messages.success(request, _("改好了，改了什么都有记录。"))
            return redirect("activity", pk)
    return _show_form(request, activity, written, is_new=False)


def _show_form(
    request: HttpRequest, activity: Activity, written: RecordForms, *, is_new: bool
) -> HttpResponse:
    context = {
        "activity": activity,
        "need": next((one.need for one in activity.engagements.all()), None),
        "form": written.form,
        "suggestions": written.suggestions,
        "trainings": written.trainings,
        "is_new": is_new,
    }
    faulty = request.method == "POST"
    return render(request, "services/record.html", context, status=422 if faulty else 200)


@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a record from an engagement.

    Without a planned visit, the form first asks when the visit took place and creates it.
    """
    engagement = load_engagement(request, pk, "schedule")
    if visit := visit_to_record(engagement):
        return redirect("record", visit.pk)
    form = PastVisitForm(request.POST or None)

    def save() -> HttpResponse:
        word = form.second_word()
        visit = schedule_visit(engagement=engagement, actor=request.user, word=word, **form.facts())
        return redirect("record", visit.pk)

    context = {"section": "activities", "engagement": engagement, "need": engagement.need}
    return answer_form(request, form, save, template="services/past_visit.html", **context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the record of an activity."""
    activity, form = load(request, pk, "withdraw"), withdraw_form(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            withdraw_record(written=activity.record, actor=request.user, **form.cleaned_data)
            messages.success(request, _("已撤回，数字也跟着减了。"))
            return redirect("activity", pk)
    return show(request, activity, withdraw_form=form)


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph, for those who may read the record."""
    found = _photo(request, pk, "read_record")
    return sized_photo(request, found.image, seconds=600)


@login_required
@require_POST
def photo_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Store whether a photograph shows people and whether they agreed to publication."""
    found = _photo(request, pk, "correct")
    answer = request.POST.get("answer", "")
    consent_to_photo(
        photo=found, actor=request.user, shows_faces=answer != "none", agreed=answer == "agreed"
    )
    return redirect("activity", found.record.activity_id)


def _photo(request: HttpRequest, pk: int, right: str) -> RecordPhoto:
    """The photograph if the user has ``right`` on its activity; otherwise 404 or 403."""
    seen = Activity.objects.visible_to(request.user).values("pk")
    visible = RecordPhoto.objects.filter(record__activity__in=seen).select_related(
        "record__activity"
    )
    found = get_for(request.user, visible, pk=pk)
    load(request, found.record.activity_id, right)
    return found


@login_required
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Store whether the enterprise adopted a suggestion; an unknown answer changes nothing."""
    seen = Activity.objects.visible_to(request.user).values("pk")
    visible = Suggestion.objects.filter(record__activity__in=seen).select_related(
        "record__activity"
    )
    found = get_for(request.user, visible, pk=pk)
    load(request, found.record.activity_id, "adopt")
    adoption = request.POST.get("adoption", "")
    if adoption in dict(Suggestion._meta.get_field("adoption").choices or ()):
        benefit = text_of(request.POST, "benefit", 100)
        answer_suggestion(suggestion=found, actor=request.user, adoption=adoption, benefit=benefit)
    return redirect("activity", found.record.activity_id)
