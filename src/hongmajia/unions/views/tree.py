"""Pages of the tree of unions, of one union and of the roles in it."""

from collections.abc import Callable, Iterable, Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.facets import search_words
from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.notices.saying import saying

from ..actions import (
    add_union,
    appoint,
    change_union,
    close_union,
    move_union,
    open_union_again,
    revoke_role,
)
from ..divisions import DIVIDED
from ..enums import UnionKind
from ..forms import ChildUnionForm, MoveForm, RoleForm, UnionForm
from ..models import Enterprise, Membership, Union
from ..queries import Branch, around, tree_of
from ..rules import may_leave, may_revoke, may_set_term
from ..served import provinces_served
from ..ticking import UNIONS
from ..union_exports import UNION_EXPORT


def load(request: HttpRequest, pk: int, right: str | None = None) -> Union:
    """The union; 404 if the user may not see it, 403 without the ``right``."""
    visible = Union.objects.visible_to(request.user).select_related("region__parent")
    return get_for(request.user, visible, right, pk=pk)


def page_of(union: Union) -> tuple[str, str]:
    """The link back to the page of the union."""
    return reverse("union", args=[union.pk]), union.name


@login_required
def union_list(request: HttpRequest) -> HttpResponse:
    """The unions the user sees as a tree or, with ``?q=``, a list of those with that name."""
    q = search_words(request.GET)
    visible = Union.objects.visible_to(request.user)
    found = list(visible.filter(name__icontains=q).by_path()[:50]) if q else None
    tree = [] if q else tree_of(request.user)
    shown = unions_in(tree) if found is None else found
    context = {
        "section": "unions",
        "q": q,
        "found": found,
        "tree": tree,
        "ticks": ticks_on(UNIONS, shown, request.user, ticked="tick" in request.GET),
        "registers": request.user.has_perm("unions.register_enterprises"),
    }
    return render(request, "unions/union_list.html", context)


def unions_in(tree: Iterable[Branch]) -> Iterator[Union]:
    """The unions of the branches and of all below them, as they are shown."""
    for branch in tree:
        yield branch.union
        yield from unions_in(branch.branches)


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Act on the ticked unions."""
    return act_on_ticked(request, UNIONS)


@login_required
@require_POST
def union_export(request: HttpRequest) -> HttpResponse:
    """Request the unions that the user sees, or those ticked, as a spreadsheet."""
    return start_page(request, UNION_EXPORT.kind, rows_asked(request))


@login_required
def union(request: HttpRequest, pk: int) -> HttpResponse:
    """One union: roles, unions above and below, number of enterprises, latest events."""
    found = load(request, pk)
    user = request.user
    above, below = around(user, found)
    own = Union.objects.visible_to(user).filter(
        path__startswith=found.path, depth=found.depth + 1, kind=UnionKind.ENTERPRISE
    )
    members = found.memberships.not_over().select_related("user", "granted_by", "deputises")
    members = members.order_by("role", "granted_at")
    context = {
        "section": "unions",
        "union": found,
        "above": above,
        "members": [
            (member, may_revoke(user, member), may_set_term(user, member), may_leave(user, member))
            for member in members
        ],
        "below": below,
        "page": page_by_key(own, "pk", request.GET.get("after", "")),
        "below_count": found.numchild,
        "enterprises": Enterprise.objects.visible_to(user)
        .filter(union__path__startswith=found.path)
        .count(),
        "events": Event.objects.filter(story=found.story).select_related("actor")[:8],
        "may_manage": user.has_perm("unions.manage", found),
        "may_move": user.has_perm("unions.move", found),
        "divided": found.kind in DIVIDED,
        "site_province": site_of(found),
        "may_register": user.has_perm("unions.change_enterprise", found),
    }
    return render(request, "unions/union.html", context)


def site_of(union: Union) -> str | None:
    """The code of the province for which the union stands, if it stands for one."""
    return next((one.pk for one in provinces_served() if one.union_id == union.pk), None)


@login_required
def union_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a union below the union ``pk``."""
    parent = load(request, pk, "unions.manage")
    form = ChildUnionForm(request.POST or None, parent=parent)

    def do() -> HttpResponse:
        made = add_union(actor=request.user, parent=parent, **form.cleaned_data)
        return redirect("union", made.pk)

    words = {"title": _("新增下级工会"), "submit": _("设立")}
    return form_page(request, form, do, section="unions", back=page_of(parent), **words)


@login_required
def union_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, kind, region or telephone of a union."""
    found = load(request, pk, "unions.manage")
    may_move = request.user.has_perm("unions.move", found)
    form = UnionForm(request.POST or None, instance=found, may_move=may_move)

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        change_union(actor=request.user, union=found, reason=reason, **form.facts())
        return redirect("union", pk)

    words = {"title": _("修改工会资料"), "submit": _("保存")}
    return form_page(request, form, do, section="unions", back=page_of(found), **words)


@login_required
def union_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a union with everything below it."""
    found = load(request, pk, "unions.move")
    form = MoveForm(request.POST or None, union=found, user=request.user)

    def do() -> HttpResponse:
        moved = move_union(actor=request.user, union=found, target=form.cleaned_data["target"])
        messages.success(request, _("%(union)s已经划到新的上级下面。") % {"union": moved})
        return redirect("union", pk)

    words = {"title": _("划到别的工会下面"), "submit": _("划过去")}
    return form_page(request, form, do, section="unions", back=page_of(found), **words)


@login_required
def union_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an empty union."""
    words = {"title": _("撤销工会"), "submit": _("撤销")}
    return _with_reason(request, pk, close_union, **words)


@login_required
def union_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed union again."""
    words = {"title": _("恢复工会"), "submit": _("恢复")}
    return _with_reason(request, pk, open_union_again, **words)


def _with_reason(
    request: HttpRequest, pk: int, act: Callable[..., Union], **words: str
) -> HttpResponse:
    """The page of an act on a union that takes a reason, for cadres above it."""
    found = load(request, pk, "unions.move")
    hint = _("本级和上级的干部会看到。")
    form = ReasonForm(request.POST or None, label=_("为什么"), help_text=hint)

    def do() -> HttpResponse:
        act(actor=request.user, union=found, reason=form.cleaned_data["reason"])
        return redirect("union", pk)

    return form_page(request, form, do, section="unions", back=page_of(found), **words)


@login_required
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a role; a new account is invited."""
    found = load(request, pk, "unions.manage")
    form = RoleForm(request.POST or None, union=found, user=request.user)

    def do() -> HttpResponse:
        wanted = form.cleaned_data
        with saying(request, _("已请%(person)s担任。") % {"person": wanted["name"]}):
            appoint(actor=request.user, union=found, **wanted)
        return redirect("union", pk)

    words = {"title": _("请人担任角色"), "submit": _("确认任命")}
    return form_page(request, form, do, section="unions", back=page_of(found), **words)


@login_required
@require_POST
def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke the role ``pk``."""
    visible = Union.objects.visible_to(request.user)
    held = Membership.objects.filter(union__in=visible).select_related("union", "user", "deputises")
    membership = get_for(request.user, held, "unions.revoke", pk=pk)
    revoke_role(actor=request.user, membership=membership)
    messages.success(request, _("%(person)s不再担任这个角色。") % {"person": membership.user})
    return redirect("union", membership.union_id)
