"""Addresses of the accounts room; the names that begin with ``account_`` are django-allauth's."""

from django.urls import path

from .views import inviting, joining, own, own_sessions, signing_in

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("login/code/", signing_in.AskCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("logout/", own.sign_out, name="logout"),
    path("join/", joining.enter, name="join_enter"),
    path("join/<code>/", joining.join, name="join"),
    path("join/<code>/rules/", joining.rules, name="join_rules"),
    path("join/<code>/not-me/", joining.not_me, name="join_not_me"),
    path("me/password/", own.change_password, name="change_password"),
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
