"""Addresses of the accounts room; names that begin with ``account_`` or ``mfa_`` are allauth's."""

from django.urls import path

from .views import (
    answering,
    factors,
    inviting,
    joining,
    numbers,
    own,
    own_sessions,
    proving,
    signing_in,
)

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("login/code/", signing_in.AskCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("login/second/", proving.sign_in_factor, name="mfa_authenticate"),
    path("logout/", own.sign_out, name="logout"),
    path("join/", joining.enter, name="join_enter"),
    path("join/<invitation_code>/", joining.join, name="join"),
    path("join/<invitation_code>/not-me/", joining.not_me, name="join_not_me"),
    path("me/password/", own.change_password, name="change_password"),
    path("me/phone/", numbers.change_number, name="change_number"),
    path("me/phone/confirm/", numbers.confirm_number, name="confirm_number"),
    path("accounts/<int:pk>/", answering.account_of, name="account_of"),
    path("accounts/duplicates/", answering.duplicates, name="account_duplicates"),
    path("accounts/merge/", answering.merge, name="account_merge"),
    path("invitations/<int:pk>/phone/", answering.replace_number, name="account_number"),
    path("me/second/", factors.factor_list, name="mfa_index"),
    path("me/second/app/", factors.add_app, name="mfa_activate_totp"),
    path("me/second/key/", factors.add_key, name="mfa_add_webauthn"),
    path("me/second/<int:pk>/remove/", factors.remove, name="factor_remove"),
    path("me/second/codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("me/second/codes/new/", factors.renew_codes, name="mfa_generate_recovery_codes"),
    path("me/second/again/", proving.factor_again, name="mfa_reauthenticate"),
    path(
        "me/second/again/password/", proving.PasswordAgain.as_view(), name="account_reauthenticate"
    ),
    path(
        "me/second/again/code/",
        proving.AskCodeAgain.as_view(),
        name="account_request_reauthentication_code",
    ),
    path(
        "me/second/again/code/confirm/",
        proving.EnterCodeAgain.as_view(),
        name="account_confirm_reauthentication_code",
    ),
    path("join/<invitation_code>/rules/", joining.rules, name="join_rules"),
    path("me/password/rules/", own.password_rules, name="password_rules"),
    path("me/sessions/", own_sessions.own_sessions, name="own_sessions"),
    path("me/sessions/end-others/", own_sessions.end_others, name="end_other_sessions"),
    path("me/sessions/<int:pk>/end/", own_sessions.end_one, name="end_session"),
    path("invitations/", inviting.invitation_list, name="invitation_list"),
    path("invitations/act/", inviting.act_on_list, name="invitation_list_act"),
    path("invitations/<int:pk>/", inviting.invitation, name="invitation"),
    path("invitations/<int:pk>/reset/", inviting.reset_account, name="invitation_reset"),
    path("unions/<int:pk>/slips/", inviting.print_for, name="union_slips"),
]
