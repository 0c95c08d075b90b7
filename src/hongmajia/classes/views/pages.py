"""The list of classes, the page of one, its certificates and how they are verified."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.closed_years import may_now
from hongmajia.core.codes import NoSuchCode, by_code
from hongmajia.core.downloads import PDF, download
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.paging import page_by_key
from hongmajia.people.queries import unions_to_choose
from hongmajia.services.models import Activity
from hongmajia.unions.years import Years

from .. import queries
from ..actions import certify, change_class, open_class
from ..certificates import print_certificates
from ..forms import ClassForm
from ..models import ClassCertificate, Learner, TrainingClass
from . import load

SIZE = 20


@login_required
@permission_required("classes.open", raise_exception=True)
@require_GET
def class_list(request: HttpRequest) -> HttpResponse:
    """The classes of the reader's unions, the latest first."""
    years = Years.of(request.GET)
    rows = TrainingClass.objects.visible_to(request.user).filter(years.of_season())
    rows = rows.select_related("union", "region__parent").with_counts()
    page = page_by_key(rows, "pk", request.GET.get("after", ""), SIZE)
    context = {"section": "activities", "page": page, "years": years}
    return render(request, "classes/list.html", context)


@login_required
@permission_required("classes.open", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Open a class."""
    user: Any = request.user
    form = ClassForm(request.POST or None, actor=user, unions=unions_to_choose(user))

    def save() -> HttpResponse:
        union = form.cleaned_data["union"]
        made = open_class(union=union, actor=request.user, **form.facts())
        messages.success(request, _("班开好了，接着登记学员、安排上课。"))
        return redirect("training_class", made.pk)

    back = (reverse("class_list"), _("培训班"))
    return form_page(
        request, form, save, section="activities", title=_("开培训班"), submit=_("开班"), back=back
    )


@login_required
@require_GET
def training_class(request: HttpRequest, pk: int) -> HttpResponse:
    """A class: sessions, roster, certificates."""
    made = load(request, pk)
    context = {
        "section": "activities",
        "made": made,
        "sessions": queries.sessions_of(made),
        "learners": queries.roster(made),
        "held": queries.hours_held(made),
        "to_certify": queries.to_certify(made).count(),
        "may_manage": may_now(request.user, "classes.manage", made),
    }
    return render(request, "classes/class.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a class."""
    made = load(request, pk, "manage")
    user: Any = request.user
    form = ClassForm(request.POST or None, instance=made, actor=user, unions=None)

    def save() -> HttpResponse:
        change_class(made=made, actor=request.user, **form.facts())
        messages.success(request, _("改好了。"))
        return redirect("training_class", pk)

    back = (reverse("training_class", args=[pk]), made.title)
    words = {"title": _("修改培训班"), "submit": _("保存")}
    return form_page(request, form, save, section="activities", back=back, **words)


@require_GET
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an activity: the class of which it is a session; empty if of none."""
    activity = get_for(request.user, Activity.objects.visible_to(request.user), pk=pk)
    classes = TrainingClass.objects.visible_to(request.user)
    found = classes.filter(sessions__activity=activity).first()
    session = found and found.sessions.get(activity=activity)
    context = {"made": found, "session": session}
    return render(request, "classes/of_activity.html", context)


@login_required
@require_POST
def certificates_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue certificates to all who have the hours."""
    made = load(request, pk, "manage")
    n = len(certify(made=made, actor=request.user))
    words = ngettext("发了%(n)s份结业证明。", "发了%(n)s份结业证明。", n) % {"n": n}
    messages.success(request, words)
    return redirect("training_class", pk)


@login_required
@require_GET
@limited(DRAWN)
def certificates_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """All certificates of a class; with ``?learner=…`` that of one."""
    made = load(request, pk, "manage")
    learners = queries.learners_to_print(made)
    if one := request.GET.get("learner", ""):
        learners = learners.filter(pk=one) if one.isdigit() else learners.none()
    if not learners:
        raise Http404
    return download(print_certificates(made, learners), PDF, f"class-{pk}.pdf")


@require_GET
def verify(request: HttpRequest, learnt: str) -> HttpResponse:
    """The public page behind a certificate's QR code: what is true now, or 404 if unknown."""
    issued = ClassCertificate.objects.select_related("learner__of_class__season")
    try:
        found = by_code(request, issued, token=learnt)
    except NoSuchCode:
        return render(request, "classes/certificate.html", {}, status=404)
    rows = Learner.objects.with_hours().select_related("of_class__union", "certificate")
    learner = rows.get(pk=found.learner_id)
    context = {
        "learner": learner,
        "name": queries.masked_name(learner.name),
        "certificate": found,
    }
    return render(request, "classes/certificate.html", context)
