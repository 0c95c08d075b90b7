"""Accounts made before there were invitations: who answers for each, so that it can be reset."""

import secrets

from django.db import migrations
from django.utils import timezone


def note_accounts(apps, schema_editor):
    """An ended invitation for each account without one; accepted if they have signed in."""
    User, Invitation = apps.get_model("unions", "User"), apps.get_model("accounts", "Invitation")
    unions = unions_of(apps)
    now = timezone.now()
    rows = [
        Invitation(
            user_id=user.pk, union_id=unions[user.pk], digest=secrets.token_urlsafe(24)[:32],
            code=None, made_at=user.date_joined, expires_at=user.date_joined,
            accepted_at=user.last_login, ended_at=now,
        )
        for user in User.objects.filter(invitations=None, is_active=True).order_by("pk")
        if user.pk in unions
    ]
    Invitation.objects.bulk_create(rows, batch_size=1000)


def unions_of(apps):
    """User → the union that answers for them: of their role, their roll, their enterprise."""
    found = {}
    Enterprise = apps.get_model("unions", "Enterprise")
    for user, union in Enterprise.contacts.through.objects.values_list("user", "enterprise__union"):
        found[user] = union
    artisans = apps.get_model("people", "Artisan").objects.exclude(user=None)
    found.update(artisans.values_list("user", "helper__union"))
    seats = apps.get_model("unions", "Membership").objects.order_by("-union__depth")
    found.update(seats.values_list("user", "union"))
    return found


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_sessions_and_passwords"),
        ("people", "0007_counted_deadlines"),
        ("unions", "0010_user_phone_proved_at"),
    ]

    operations = [migrations.RunPython(note_accounts, migrations.RunPython.noop)]
