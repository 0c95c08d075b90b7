"""The page on which a person says which columns of a file are which, and what its words mean."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .actors import user_of
from .cells import MOST_TO_READ
from .column_maps import shelf
from .errors import Refused, WrongState
from .gate import get_for
from .import_choices import map_columns
from .import_reports import lists_of
from .importers import Importer
from .models import ImportJob
from .views import importer_for


@login_required
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Our columns beside those of the file; sending it checks the file again."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer = importer_for(request, job.kind)
    if job.state not in ImportJob.CHECKED or not job.file:
        return redirect("import_job", pk)
    refused = ""
    if request.method == "POST":
        try:
            map_columns(job=job, **_sent(request, job))
            return redirect("import_job", pk)
        except WrongState:
            raise
        except Refused as refusal:
            refused = str(refusal)
    context = _context(request, job, importer)
    status = 422 if refused else 200
    return render(
        request, "core/import_columns.html", {**context, "refused": refused}, status=status
    )


@require_POST
@login_required
def import_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what the union of the user said of such files."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer_for(request, job.kind)
    shelf().forget(user_of(request.user), job.kind)
    is_left = shelf().find(user_of(request.user), job.kind) is not None
    said = (
        _("下次不用您的对法了；上级工会记住的还在用。") if is_left else _("下次不用这样的对法了。")
    )
    messages.success(request, said)
    return redirect("import_job", pk)


def _context(request: HttpRequest, job: ImportJob, importer: Importer) -> dict[str, Any]:
    """Each column with the field that was sent for it, or that is suggested."""
    columns = [
        {**column, "field": request.POST.get(f"column-{n}", column["field"])}
        for n, column in enumerate(job.report.get("columns", []))
    ]
    assumed = importer.assumed(user_of(request.user))
    required = [name for name in importer.required if name not in assumed]
    lists = lists_of(importer, user_of(request.user))
    unknown = [
        {**each, "choices": lists.get(each["field"], ()), "label": importer.labels[each["field"]]}
        for each in job.report.get("unknown", [])
    ]
    return {
        "job": job,
        "importer": importer,
        "section": importer.section,
        "columns": columns,
        "unknown": unknown,
        "most": MOST_TO_READ * 10,
        "fields": [(n, label, n in required) for n, label in importer.labels.items()],
    }


def _sent(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    """What the form says of the columns and words of the report."""
    columns = [
        (column["heading"], request.POST.get(f"column-{n}", column["field"]))
        for n, column in enumerate(job.report.get("columns", []))
    ]
    words: dict[str, Mapping[str, str]] = {
        each["field"]: {
            word: request.POST.get(f"word-{each['field']}-{n}", "").strip()
            for n, word in enumerate(each["words"])
        }
        for each in job.report.get("unknown", [])
    }
    is_kept = request.POST.get("is_kept") == "1"
    return {"columns": columns, "words": words, "is_kept": is_kept}
