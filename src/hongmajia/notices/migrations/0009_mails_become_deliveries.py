"""Mails become deliveries; addresses to which mail was delivered count as verified."""

import uuid

from django.conf import settings
from django.db import migrations, models

BATCH = 1000
PERMANENT = ("SMTPRecipientsRefused", "SMTPDataError", "ValueError")
MAIL_NOTICE, MAIL_AGAIN = (f"hongmajia.notices.delivery.{name}" for name in ("mail_notice", "mail_again"))
SEND = "hongmajia.notices.sending.send_delivery"


def mails_become_deliveries(apps, schema_editor):
    """One delivery for each notice that was mailed, is to be mailed again, or was given up."""
    Notice, Delivery = apps.get_model("notices", "Notice"), apps.get_model("notices", "Delivery")
    mailed = models.Q(mailed_at__isnull=False) | models.Q(mail_due_at__isnull=False)
    found = Notice.objects.filter(mailed | models.Q(mail_given_up_at__isnull=False)).order_by("pk")
    last = 0
    while batch := list(found.filter(pk__gt=last)[:BATCH]):
        made = Delivery.objects.bulk_create(delivery_of(Delivery, notice) for notice in batch)
        link(Delivery, zip(made, batch, strict=True))
        last = batch[-1].pk


def delivery_of(Delivery, notice):
    made = Delivery(
        channel="mail", user_id=notice.recipient_id, url=notice.url, tries=notice.mail_tries,
        created_at=notice.sent_at, due_at=None, key=uuid.uuid4(),
    )
    if notice.mailed_at:
        made.state, made.sent_at, made.tries = "sent", notice.mailed_at, notice.mail_tries + 1
    elif notice.mail_given_up_at:
        made.state = "gave_up"
        made.reason = "number_refused" if notice.mail_fault in PERMANENT else "unreachable"
        made.detail = notice.mail_fault[:40]
    else:
        made.state = "failed" if notice.mail_tries else "queued"
        made.due_at, made.detail = notice.mail_due_at, notice.mail_fault[:40]
        made.reason = "unreachable" if notice.mail_tries else ""
    return made


def link(Delivery, pairs):
    through = Delivery.notices.through
    through.objects.bulk_create(
        through(delivery_id=made.pk, notice_id=notice.pk) for made, notice in pairs
    )


def waiting_tasks_become_deliveries(apps, schema_editor):
    """Tasks that would have mailed a notice send its delivery."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    Notice, Delivery = apps.get_model("notices", "Notice"), apps.get_model("notices", "Delivery")
    tasks.filter(task_path=MAIL_AGAIN, status="READY").delete()
    for task in tasks.filter(task_path=MAIL_NOTICE):
        notice = Notice.objects.filter(pk=task.args_kwargs["args"][0]).first()
        if task.status != "READY" or notice is None:
            continue
        made = Delivery.objects.filter(channel="mail", notices=notice).first()
        if made is None:
            made = Delivery.objects.create(
                channel="mail", user_id=notice.recipient_id, url=notice.url, key=uuid.uuid4()
            )
            link(Delivery, [(made, notice)])
        task.task_path, task.args_kwargs = SEND, {"args": [made.pk], "kwargs": {}}
        task.save()


def known_addresses_stay(apps, schema_editor):
    """An address to which mail was delivered counts as verified; others are verified first."""
    User, Address = apps.get_model(settings.AUTH_USER_MODEL), apps.get_model("account", "EmailAddress")
    Delivery = apps.get_model("notices", "Delivery")
    reached = set(
        Delivery.objects.filter(channel="mail", state="sent").values_list("user_id", flat=True)
    )
    known = set(Address.objects.values_list("user_id", flat=True))
    taken = {email.lower() for email in Address.objects.filter(verified=True).values_list("email", flat=True)}
    for pk, email in User.objects.exclude(email="").order_by("pk").values_list("pk", "email"):
        if pk not in known:
            verified = pk in reached and email.lower() not in taken
            taken |= {email.lower()} if verified else set()
            Address.objects.create(user_id=pk, email=email.lower(), verified=verified, primary=True)


def no_mail_stays_no_mail(apps, schema_editor):
    apps.get_model("notices", "Preference").objects.filter(wanted=False).update(
        ticked={kind: [] for kind in ("act", "news", "changed", "security")}
    )


def nothing(apps, schema_editor):
    """The former columns are put back empty."""


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0008_deliveries_by_every_channel"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("django_tasks_database", "0018_rename_succeeded_status"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(mails_become_deliveries, nothing),
        migrations.RunPython(waiting_tasks_become_deliveries, nothing),
        migrations.RunPython(known_addresses_stay, nothing),
        migrations.RunPython(no_mail_stays_no_mail, nothing),
    ]
