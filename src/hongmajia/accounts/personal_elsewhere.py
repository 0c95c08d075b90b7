"""What libraries hold about persons: signing in, sessions and tasks."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django_tasks_db.models import DBTaskResult

from hongmajia.core.personal_data import Instead, Kept, Personal, Seen, register_personal

register_personal(
    Personal(
        EmailAddress,
        {Instead.ROW: "email"},
        purpose="the address of an account",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        Authenticator,
        {Instead.ROW: "data"},
        purpose="second factors of an account",
        seen_by=Seen.NOBODY,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        SocialAccount,
        {Instead.ROW: "uid extra_data"},
        purpose="signing in by another service",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        SocialToken,
        {Instead.ROW: "token token_secret"},
        purpose="signing in by another service",
        seen_by=Seen.NOBODY,
        kept=Kept.ACCOUNT,
        users=("account__user",),
    )
)
register_personal(
    Personal(
        UserSession,
        {Instead.ROW: "ip session_key user_agent data"},
        purpose="where an account is signed in",
        seen_by=Seen.OWN,
        kept=Kept.ACCOUNT,
        users=("user",),
    )
)
register_personal(
    Personal(
        AccessAttempt,
        {Instead.ROW: "username user_agent get_data post_data"},
        purpose="to stop guessing of passwords",
        seen_by="administrators",
        kept=Kept.SHORT,
        logins=("username",),
    )
)
for log in (AccessFailureLog, AccessLog):
    register_personal(
        Personal(
            log,
            {Instead.ROW: "username user_agent"},
            purpose="to stop guessing of passwords",
            seen_by="administrators",
            kept=Kept.SHORT,
            logins=("username",),
        )
    )
register_personal(
    Personal(
        DBTaskResult,
        {Instead.MASKED: "args_kwargs return_value traceback"},
        purpose="background tasks",
        seen_by="administrators",
        kept=Kept.SHORT,
    )
)
