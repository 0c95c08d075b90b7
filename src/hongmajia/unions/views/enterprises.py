"""Pages of enterprises: the list, its export, one enterprise and its contacts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.notices.saying import saying

from ..actions import add_contact, add_enterprise, change_enterprise, remove_contact
from ..exports import ENTERPRISE_EXPORT
from ..forms import EnterpriseForm, PersonForm
from ..models import Enterprise, FirmPair, Union
from ..queries import EnterpriseList
from ..ticking import ENTERPRISES


def load(request: HttpRequest, pk: int, right: str | None = None) -> Enterprise:
    """The enterprise; 404 if the user may not see it, 403 without the ``right``."""
    visible = Enterprise.objects.visible_to(request.user).for_list()
    return get_for(request.user, visible, right, pk=pk)


def page_of(enterprise: Enterprise) -> tuple[str, str]:
    """The link back to the page of the enterprise."""
    return reverse("enterprise", args=[enterprise.pk]), enterprise.name


@login_required
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """The enterprises the user sees, filtered by the query string."""
    found = EnterpriseList(request.user, request.GET)
    page = page_by_key(found.rows.for_list(), "pk", request.GET.get("after", ""))
    context = {
        "section": "unions",
        "list": found,
        "page": page,
        "ticks": ticks_on(ENTERPRISES, page.rows, request.user, ticked="tick" in request.GET),
        "registers": request.user.has_perm("unions.register_enterprises"),
        "doubles": FirmPair.objects.visible_to(request.user).open().count(),
    }
    return render(request, "unions/enterprise_list.html", context)


@login_required
@require_POST
def enterprise_export(request: HttpRequest) -> HttpResponse:
    """Request the filtered list, or its ticked rows, as a spreadsheet."""
    return start_page(request, ENTERPRISE_EXPORT.kind, rows_asked(request))


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Act on the ticked enterprises of the list."""
    return act_on_ticked(request, ENTERPRISES)


@login_required
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise with its contacts and latest events; of one merged, the other's page."""
    visible = Enterprise.everything.visible_to(request.user).filter(merged_into__isnull=False)
    if merged := visible.filter(pk=pk).first():
        return redirect("enterprise", merged.merged_into_id)
    found = load(request, pk)
    former = list(Enterprise.everything.filter(merged_into=found).order_by("pk"))
    stories = [one.story for one in (found, *former)]
    context = {
        "section": "unions",
        "enterprise": found,
        "contacts": found.contacts.filter(is_active=True).order_by("pk"),
        "former": former,
        "key_industries": found.key_industries,
        "events": Event.objects.filter(story__in=stories).select_related("actor")[:8],
        "may_change": request.user.has_perm("unions.change_enterprise", found),
        "sees_union": Union.objects.visible_to(request.user).filter(pk=found.union_id).exists(),
    }
    return render(request, "unions/enterprise.html", context)


@login_required
def enterprise_new(request: HttpRequest) -> HttpResponse:
    """Register an enterprise; ``?union=`` preselects its union."""
    if not request.user.has_perm("unions.register_enterprises"):
        raise PermissionDenied
    initial = {"union": key_of(request.GET.get("union"))}
    form = EnterpriseForm(request.POST or None, user=request.user, initial=initial)

    def do() -> HttpResponse:
        made = add_enterprise(actor=request.user, **form.facts())
        return redirect("enterprise", made.pk)

    back = (reverse("enterprise_list"), _("企业"))
    return form_page(
        request, form, do, section="unions", title=_("登记企业"), submit=_("登记"), back=back
    )


@login_required
def enterprise_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of an enterprise."""
    found = load(request, pk, "unions.change_enterprise")
    form = EnterpriseForm(request.POST or None, instance=found, user=request.user)

    def do() -> HttpResponse:
        change_enterprise(actor=request.user, enterprise=found, **form.facts())
        return redirect("enterprise", pk)

    words = {"title": _("修改企业资料"), "submit": _("保存")}
    return form_page(request, form, do, section="unions", back=page_of(load(request, pk)), **words)


@login_required
def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a contact; a new account is invited."""
    found = load(request, pk, "unions.change_enterprise")
    form = PersonForm(request.POST or None)

    def do() -> HttpResponse:
        done = _("%(person)s现在是联系人了。") % {"person": form.cleaned_data["name"]}
        with saying(request, done):
            add_contact(actor=request.user, enterprise=found, **form.cleaned_data)
        return redirect("enterprise", pk)

    words = {"title": _("新增联系人"), "submit": _("加上")}
    return form_page(request, form, do, section="unions", back=page_of(found), **words)


@login_required
@require_POST
def contact_remove(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Remove a contact."""
    found = load(request, pk, "unions.change_enterprise")
    person = get_for(request.user, found.contacts.all(), pk=user_pk)
    remove_contact(actor=request.user, enterprise=found, user=person)
    messages.success(request, _("%(person)s不再是联系人。") % {"person": person})
    return redirect("enterprise", pk)
