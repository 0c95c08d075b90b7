"""Every column that may hold something about a person is in the registry of personal data."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from simple_history.models import HistoricalChanges

from hongmajia.core.encrypted_fields import EncryptedField
from hongmajia.core.name_fields import NameField
from hongmajia.core.personal_data import (
    Instead,
    Personal,
    all_personal,
    history_of,
    instead_of,
    is_history,
    register_personal,
    tables,
)
from hongmajia.needs.models import Need
from scripts import personal_data

pytestmark = pytest.mark.one_database("it reads the models alone")

MAY_HOLD = (
    models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField,
    models.GenericIPAddressField,
)  # fmt: skip
"""Kinds of columns in which a name, a number, an address or a picture can stand."""

NO_PERSON = {
    "auth.Permission": "name codename",
    "auth.Group": "name",
    "contenttypes.ContentType": "app_label model",
    "sessions.Session": "session_key session_data",
    "account.EmailConfirmation": "key",
    "socialaccount.SocialApp": "provider provider_id name client_id secret key settings",
    "socialaccount.SocialAccount": "provider",
    "django_tasks_database.DBTaskResult": "task_path worker_ids queue_name backend_name "
    "exception_class_path",
    "axes.AccessFailureLog": "ip_address http_accept path_info",
    "axes.AccessAttempt": "ip_address http_accept path_info",
    "axes.AccessLog": "ip_address http_accept path_info session_hash",
    "core.Erasure": "digest",
    "core.Event": "verb story from_state to_state salt digest mark",
    "core.Holiday": "name",
    "core.ImportJob": "kind language keys",
    "core.Export": "kind language",
    "core.SentForm": "digest",
    "core.LogKey": "secret",
    "core.EncryptionKey": "id",
    "core.Schedule": "name cron",
    "core.ModelCall": "model",
    "core.Heartbeat": "worker_id serves host",
    "core.PendingChange": "kind",
    "core.Change": "kind",
    "core.ListedRow": "kind",
    "core.ExternalId": "kind",
    "notices.Call": "counted_stage story url",
    "notices.Delivery": "channel name story",
    "notices.GroupRobot": "secret",
    "unions.Province": "adcode name host_name site_name sign",
    "unions.KeyIndustry": "name",
    "unions.KeyIndustryCode": "code",
    "unions.Region": "adcode name",
    "unions.Union": "path",
    "unions.Season": "name number_prefix",
    "unions.Enterprise": "credit_code",
    "unions.ImportMap": "kind",
    "circulars.Circular": "counted_stage figure kinds",
    "circulars.Receipt": "counted_stage",
    "circulars.Attachment": "media_type",
    "people.Helper": "weekdays",
    "people.Apprenticeship": "counted_stage",
    "needs.Need": "counted_stage asked_prefix dangers category_chances credit_code",
    "engagements.Engagement": "counted_stage",
    "matching.Lesson": "key",
    "matching.Round": "counted_stage",
    "services.Activity": "counted_stage code",
    "services.Certificate": "token",
    "services.Objection": "counted_stage",
    "services.YearsCertificate": "token",
    "services.RecordPhoto": "image",
    "classes.ClassCertificate": "token",
    "events.EventPhoto": "image",
    "events.Criterion": "name",
    "guidance.Enclosure": "media_type",
    "supervision.Supervision": "counted_stage",
    "visits.Itinerary": "counted_stage",
    "visits.CalendarFeed": "digest",
    "cases.Case": "counted_stage",
    "cases.Booklet": "counted_stage",
    "knowledge.Answer": "counted_stage",
    "publicity.ProjectStep": "image",
    "publicity.Passing": "counted_stage",
    "publicity.NewsItem": "counted_stage",
    "publicity.NewsPhoto": "image",
    "insights.Ledger": "language",
    "insights.ReportedTotal": "indicator",
    "campaigns.Lecturer": "counted_stage",
    "campaigns.PartnerAsk": "counted_stage",
    "campaigns.CampaignTarget": "indicator",
    "archives.Archive": "file sha256",
    "audit.Seal": "rows previous hash",
    "core.WriteMark": "name",
    "insights.SummarySum": "measure",
    "insights.SummaryFirm": "measure",
    "backups.BackupRun": "folder detail",
    "tables.BlankCell": "sheet place",
    "tables.Filling": "language",
    "accounts.Policy": "value",
    "accounts.Claim": "counted_stage credit_code",
    "accounts.Invitation": "digest",
    "accounts.Application": "counted_stage",
    "accounts.SignIn": "how",
    "interface.ServiceAccount": "scopes",
    "interface.Token": "prefix digest",
    "interface.StoredAnswer": "key digest",
    "webhooks.Subscription": "secret kinds",
    "webhooks.EventOffer": "story",
}
"""Columns in which none stands: codes, keys of the product, names of places and things."""


def columns() -> Iterator[models.Field]:
    """Every column of such a kind that has no fixed choices; in a history, but why it was kept."""
    for model in tables():
        for field in model._meta.local_concrete_fields:
            is_free = isinstance(field, MAY_HOLD) and not field.choices and not field.is_relation
            if is_free and field.name != "history_change_reason":
                yield field


def is_without(field: models.Field) -> bool:
    """Whether the list says that no person stands in it."""
    model = getattr(field.model, "instance_type", field.model)
    return field.name in NO_PERSON.get(model._meta.label, "").split()


def test_every_column_is_registered_or_holds_no_person() -> None:
    missing = [str(field) for field in columns() if not instead_of(field) and not is_without(field)]
    assert missing == []


def test_no_column_is_both_registered_and_without_persons() -> None:
    both = [str(field) for field in columns() if instead_of(field) and is_without(field)]
    there = {f"{field.model._meta.label}.{field.name}" for field in columns()}
    listed = {f"{label}.{name}" for label, names in NO_PERSON.items() for name in names.split()}
    assert both == []
    assert listed - there == set()


def test_what_is_encrypted_or_a_name_of_a_person_is_never_only_left() -> None:
    """Names and what is encrypted may be left out only where they are no person's."""
    left = {
        f"{field.model._meta.label}.{field.name}"
        for field in columns()
        if isinstance(field, EncryptedField | NameField) and is_without(field)
    }
    assert left == {
        "core.LogKey.secret", "notices.GroupRobot.secret", "unions.KeyIndustry.name",
        "unions.Province.site_name", "webhooks.Subscription.secret",
    }  # fmt: skip


def test_a_history_is_registered_with_its_model() -> None:
    history = history_of(Need)
    assert history
    assert is_history(history)
    assert issubclass(history, HistoricalChanges)
    assert instead_of(history._meta.get_field("contact_name")) == Instead.NAME


def test_a_column_is_registered_once() -> None:
    again = Personal(Need, {Instead.MASKED: "text"}, purpose="", seen_by="", kept="")
    with pytest.raises(ImproperlyConfigured):
        register_personal(again)


def test_lookups_to_the_person_can_be_asked() -> None:
    for personal in all_personal():
        for lookup in (*personal.users, *personal.logins):
            str(personal.model._base_manager.filter(**{lookup: 1}).query)
        for lookup in personal.entered_by:
            value = "13812341234" if lookup.endswith("phone") else 1
            str(personal.model._base_manager.filter(**{lookup: value}).query)
        for lookup in personal.numbers:
            str(personal.model._base_manager.filter(**{f"{lookup}__in": ["13812341234"]}).query)


def test_what_is_replaced_in_a_persons_rows_is_led_to_by_something() -> None:
    for personal in all_personal():
        leads = (personal.users, personal.entered_by, personal.numbers, personal.logins)
        if any(put.is_own for put in personal.puts):
            assert any(leads), f"whose is a row of {personal.model._meta.label}?"


def test_the_page_has_the_table_of_today() -> None:
    page = personal_data.PAGE.read_text(encoding="utf-8")
    assert personal_data.with_table(page) == page, "run `make index`"
