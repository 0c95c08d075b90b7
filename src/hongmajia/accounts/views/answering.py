"""What those who answer for a person do with the account: number, duplicates."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.asked import keys_of
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.masking import mask_phone
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from ..actions import change_number, merge_accounts
from ..forms import MergeForm, NumberForm
from ..models import Invitation
from ..queries import hats_of_all

MOST = 100
"""Accounts on the page of duplicates."""


@login_required
def account_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of the account of the user ``pk``."""
    visible = Invitation.objects.visible_to(request.user).last_of_each()
    return redirect("invitation", get_for(request.user, visible, user_id=pk).pk)


@login_required
def replace_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a new number for somebody who cannot prove it."""
    visible = Invitation.objects.visible_to(request.user).last_of_each().with_people()
    found = get_for(request.user, visible, "accounts.answer_for", pk=pk)
    form = NumberForm(request.POST or None)

    def do() -> HttpResponse:
        change_number(actor=request.user, invitation=found, **form.cleaned_data)
        return redirect("account_of", found.user_id)

    back = (reverse("invitation", args=[pk]), str(found.user))
    words = {"title": _("改%(person)s的手机号") % {"person": found.user}, "submit": _("改")}
    return form_page(request, form, do, section="unions", back=back, **words)


@login_required
@permission_required("accounts.invite_any", raise_exception=True)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Accounts of one name, which may be one person's."""
    found = Invitation.objects.visible_to(request.user).twins().with_people()[:MOST]
    hats = hats_of_all(each.user for each in found)
    rows = [(each, hats[each.user_id], mask_phone(each.user.phone)) for each in found]
    context = {"section": "unions", "rows": rows, "most": MOST}
    return render(request, "accounts/duplicates.html", context)


@login_required
@permission_required("accounts.invite_any", raise_exception=True)
def merge(request: HttpRequest) -> HttpResponse:
    """Make one account of the two that are ticked (``?pair=1&pair=2``)."""
    keys = keys_of(request.GET.getlist("pair"))[:2]
    visible = Invitation.objects.visible_to(request.user).last_of_each().with_people()
    pair = [get_for(request.user, visible, "accounts.answer_for", user_id=key) for key in keys]
    if len({each.user_id for each in pair}) != 2:
        messages.info(request, _("请勾两个账号。"))
        return redirect("account_duplicates")
    users = User.objects.filter(pk__in=[each.user_id for each in pair])
    form = MergeForm(request.POST or None, pair=users)

    def do() -> HttpResponse:
        kept = form.cleaned_data["kept"]
        other = users.exclude(pk=kept.pk).get()
        reason = form.cleaned_data["reason"]
        moved = merge_accounts(actor=request.user, kept=kept, given_up=other, reason=reason)
        messages.success(request, _("并好了，%(n)s样东西并了过来。") % {"n": moved})
        return redirect("account_of", kept.pk)

    back = (reverse("account_duplicates"), _("同名的账号"))
    words = {"title": _("把两个账号并成一个"), "submit": _("并成一个"), "lead": said_of(users)}
    return form_page(request, form, do, section="unions", back=back, **words)


def said_of(pair: Iterable[User]) -> str:
    """What the page says of the two rows, where both accounts are artisans on a roll."""
    rows = Helper.objects.filter(artisan__user__in=pair).select_related("union")
    if len(rows) < 2:
        return ""
    unions = _("、").join(str(row.union) for row in rows)
    said = _("两个账号都在劳模工匠名册上（%(unions)s）：名册上的两行也并成一行，归留下的账号。")
    return said % {"unions": unions}
