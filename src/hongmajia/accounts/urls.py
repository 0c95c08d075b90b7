"""Addresses of the accounts room; the names that begin with ``account_`` are django-allauth's."""

from django.urls import path

from .views import answering, inviting, joining, numbers, own, signing_in

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("login/code/", signing_in.AskCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
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
    path("invitations/", inviting.invitation_list, name="invitation_list"),
    path("invitations/act/", inviting.act_on_list, name="invitation_list_act"),
    path("invitations/<int:pk>/", inviting.invitation, name="invitation"),
    path("invitations/<int:pk>/reset/", inviting.reset_account, name="invitation_reset"),
    path("unions/<int:pk>/slips/", inviting.print_for, name="union_slips"),
]
