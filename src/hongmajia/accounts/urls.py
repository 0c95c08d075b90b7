"""Addresses of the accounts room; the names that begin with ``account_`` are django-allauth's."""

from django.urls import path

from .views import claiming, deciding, inviting, joining, own, proving, signing_in

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("login/code/", signing_in.AskCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("logout/", own.sign_out, name="logout"),
    path("join/", joining.enter, name="join_enter"),
    path("join/<code>/", joining.join, name="join"),
    path("join/<code>/not-me/", joining.not_me, name="join_not_me"),
    path("number/", proving.number, name="prove_number"),
    path("number/code/", proving.code, name="prove_code"),
    path("claim/", claiming.find, name="claim_find"),
    path("claim/new/", claiming.new, name="claim_new"),
    path("claim/in/", claiming.come_in, name="claim_in"),
    path("claim/<claimed>/", claiming.claim, name="claim"),
    path("claim/<claimed>/again/", claiming.again, name="claim_again"),
    path("claim/<claimed>/withdraw/", claiming.withdraw, name="claim_withdraw"),
    path("claims/<int:pk>/", deciding.decide, name="claim_decide"),
    path("claims/<int:pk>/return/", deciding.give_back, name="claim_return"),
    path("claims/<int:pk>/refuse/", deciding.refuse, name="claim_refuse"),
    path("claims/<int:pk>/pass/", deciding.pass_on, name="claim_pass"),
    path("claims/<int:pk>/licence/", deciding.licence, name="claim_licence"),
    path("claims/<int:pk>/number/", deciding.number, name="claim_number"),
    path(
        "claims/<int:pk>/contacts/<int:contact>/number/",
        deciding.contact_number,
        name="claim_contact_number",
    ),
    path("me/password/", own.change_password, name="change_password"),
    path("invitations/", inviting.invitation_list, name="invitation_list"),
    path("invitations/act/", inviting.act_on_list, name="invitation_list_act"),
    path("invitations/<int:pk>/", inviting.invitation, name="invitation"),
    path("invitations/<int:pk>/reset/", inviting.reset_account, name="invitation_reset"),
    path("unions/<int:pk>/slips/", inviting.print_for, name="union_slips"),
]
