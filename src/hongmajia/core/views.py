"""Pages of imports, the same for every kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .actors import user_of
from .asked import keys_of
from .column_maps import shelf
from .downloads import XLSX, download
from .forms import SpreadsheetForm
from .gate import get_for
from .import_choices import choose_table, discard_import, leave_out_faulty
from .import_templates import template_of
from .importers import Importer, importer_of
from .importing import confirm_import, start_import
from .job_panel import JobPanel
from .models import ImportJob
from .spreadsheets import Choice, Sheet, UnreadableFile, write_xlsx
from .taking_back import can_be_taken_back, take_back_import


@login_required
def import_upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file; one that is no usable table is refused beside the field."""
    importer = importer_for(request, kind)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            job = start_import(
                importer=importer, file=form.cleaned_data["file"], actor=request.user
            )
            return redirect("import_job", job.pk)
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
    earlier = ImportJob.objects.visible_to(request.user).filter(kind=kind)[:5]
    context = {"importer": importer, "form": form, "earlier": earlier, "section": importer.section}
    status = 422 if form.errors else 200
    return render(request, "core/import_upload.html", context, status=status)


@login_required
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook to fill in."""
    importer = importer_for(request, kind)
    name = _("%(title)s导入模板") % {"title": importer.title}
    return download(template_of(importer, user_of(request.user)), XLSX, f"{name}.xlsx")


@login_required
def import_job(request: HttpRequest, pk: int) -> HttpResponse:
    """State, progress and result of an import; polls by itself while a task runs."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer = importer_of(job.kind)
    context = {
        "job": job,
        "importer": importer,
        "panel": _panel_of(job),
        "can_go_back": can_be_taken_back(job),
        "is_kept": bool(job.file) and shelf().find(user_of(request.user), job.kind) is not None,
        "section": importer.section,
    }
    fragment = request.headers.get("HX-Request")
    template = "core/import_state.html" if fragment else "core/import_job.html"
    return render(request, template, context)


def _panel_of(job: ImportJob) -> JobPanel:
    page = reverse("import_job", args=[job.pk])
    return JobPanel(
        job=job,
        poll=page,
        page=page,
        step=_("%(done)s / %(total)s行"),
        note=_("可以关掉这一页，导入照常进行，回来再看结果。中途断了，一行也不会导入。"),
        again=reverse("import_upload", args=[job.kind]),
        again_label=_("重新上传"),
        again_method="get",
    )


@require_POST
@login_required
def import_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Check another sheet of the file, or the same one with or without its hidden rows."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer_for(request, job.kind)
    heading = request.POST.get("heading", "")
    choice = Choice(
        request.POST.get("sheet", ""),
        request.POST.get("without_hidden") == "1",
        int(heading) if heading.isdecimal() and len(heading) < 5 else 0,
    )
    choose_table(job=job, choice=choice)
    return redirect("import_job", pk)


@require_POST
@login_required
def import_good(request: HttpRequest, pk: int) -> HttpResponse:
    """Check again without the rows that have faults."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer_for(request, job.kind)
    leave_out_faulty(job=job)
    return redirect("import_job", pk)


@require_POST
@login_required
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a checked import."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer_for(request, job.kind)
    confirm_import(job=job, leave_out=keys_of(request.POST.getlist("leave_out")))
    return redirect("import_job", pk)


@require_POST
@login_required
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """End an import that was checked and is not wanted."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    discard_import(job=job)
    words = _("“%(file)s”不导入了，文件已删掉。一行也没有导入。")
    messages.success(request, words % {"file": job.file_name})
    return redirect("desk")


@require_POST
@login_required
def import_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what an import made."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    importer = importer_for(request, job.kind)
    count = take_back_import(job=job, actor=request.user)
    words = {"n": count, "measure": importer.measure, "title": importer.title}
    messages.success(request, _("撤回了导入的%(n)s%(measure)s%(title)s。") % words)
    return redirect("import_job", pk)


@login_required
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The faults as a spreadsheet."""
    job = get_for(request.user, ImportJob.objects.visible_to(request.user), pk=pk)
    rows = [(f["row"], f["column"], f["value"], f["message"]) for f in job.report.get("faults", [])]
    headings = [_("行"), _("列"), _("填的内容"), _("怎么改")]
    sheet = Sheet(_("要改的地方"), headings, rows, [8, 20, 30, 70])
    return download(write_xlsx(sheet), XLSX, f"{_('要改的地方')}.xlsx")


def importer_for(request: HttpRequest, kind: str) -> Importer:
    """Return the importer of this kind; 404 if there is none, 403 without its right."""
    importer = importer_of(kind)
    if not request.user.has_perm(importer.right):
        raise PermissionDenied(importer.right)
    return importer
