"""Telephone numbers are encrypted at rest and found by the whole number or its last digits."""

import time

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from pytest_django import DjangoAssertNumQueries, Settings

from hongmajia.core import key_check
from hongmajia.core.encrypted_phones import decrypt_phone, encrypt_phone
from hongmajia.core.encryption import (
    UnreadableValue,
    decrypt_bytes,
    decrypt_text,
    encrypt_bytes,
    encrypt_text,
    field_keys,
)
from hongmajia.core.management.commands import clock, rekey
from hongmajia.core.models import EncryptionKey, Heartbeat, LogKey
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan
from hongmajia.unions.models import User
from tests.actors import Province, make_need

NUMBER = "13987654321"
OLD, NEW, OTHER = "old " * 10, "new " * 10, "other " * 10


@pytest.fixture
def artisan(province: Province) -> Artisan:
    """Dong, who can be called at NUMBER."""
    dong: Artisan = province.dong_helper.artisan
    dong.phone = NUMBER
    dong.save()
    return dong


def stored(table: str = "people_artisan", column: str = "phone") -> str:
    """What stands in the column of the one row that has something there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> '' ORDER BY 1")
        ((value,), *_others) = cursor.fetchall()
    return str(value)


# ---- values ----


def test_the_same_number_never_looks_the_same_but_for_what_it_is_found_by() -> None:
    one, two = encrypt_phone(NUMBER), encrypt_phone(NUMBER)
    assert NUMBER not in one
    assert NUMBER[-4:] not in one.split(":")
    assert one.split(":")[:3] == two.split(":")[:3]
    assert one.split(":")[3] != two.split(":")[3]
    assert decrypt_phone(one) == decrypt_phone(two) == NUMBER
    assert encrypt_phone("") == decrypt_phone("") == ""


@pytest.mark.parametrize("part", [1, 2, 3])
def test_no_part_of_a_stored_number_can_be_exchanged(part: int) -> None:
    parts, others = encrypt_phone(NUMBER).split(":"), encrypt_phone("13811112222").split(":")
    parts[part] = others[part]
    with pytest.raises(UnreadableValue, match="被改动过"):
        decrypt_phone(":".join(parts))


def test_texts_and_bytes_are_bound_to_their_purpose() -> None:
    assert decrypt_text(encrypt_text("报表", "report"), "report") == "报表"
    assert decrypt_bytes(encrypt_bytes(b"PK", "file"), "file") == b"PK"
    with pytest.raises(UnreadableValue):
        decrypt_text(encrypt_text("报表", "report"), "file")
    with pytest.raises(UnreadableValue):
        decrypt_bytes(b"short", "file")


def test_a_value_under_a_key_that_is_not_there_names_the_key(settings: Settings) -> None:
    sealed = encrypt_phone(NUMBER)
    settings.FIELD_KEYS = [OTHER]
    with pytest.raises(UnreadableValue, match=sealed[:8]):
        decrypt_phone(sealed)


def test_encryption_is_no_burden_for_a_list() -> None:
    sealed = encrypt_phone(NUMBER)
    started = time.process_time()
    for _row in range(1000):
        decrypt_phone(sealed)
    assert time.process_time() - started < 0.2  # 5 to 10 ms alone on a core


# ---- the field ----


def test_every_way_of_writing_encrypts(artisan: Artisan, province: Province) -> None:
    assert NUMBER not in stored()
    Artisan.objects.filter(pk=artisan.pk).update(phone="138 1111 2222")
    assert Artisan.objects.get(phone="13811112222") == artisan
    artisan.phone = "13811113333"
    Artisan.objects.bulk_update([artisan], ["phone"])
    assert Artisan.objects.get(phone="13811113333") == artisan
    artisan.phone = "13811114444"
    artisan.save(update_fields=["phone"])
    assert Artisan.objects.get(phone="13811114444") == artisan
    assert artisan.history.filter(phone="13811114444").exists()
    User.objects.bulk_create([User(username="bulk", phone=NUMBER)])
    assert User.objects.get(phone=NUMBER).username == "bulk"
    assert decrypt_phone(stored("people_historicalartisan")) in (NUMBER, "13811114444")


def test_it_is_found_by_the_whole_number_in_any_spelling(artisan: Artisan) -> None:
    for written in (NUMBER, "139 8765 4321", "+86-139-8765-4321"):
        assert Artisan.objects.filter(phone=written).get() == artisan
    assert not Artisan.objects.filter(phone="13987654322").exists()
    assert artisan in Artisan.objects.exclude(phone="13987654322")
    assert artisan not in Artisan.objects.exclude(phone=NUMBER)
    assert Artisan.objects.filter(phone__in=["13700000000", NUMBER]).get() == artisan
    assert not Artisan.objects.filter(phone__in=[]).exists()


def test_it_is_found_by_its_last_four_digits(artisan: Artisan) -> None:
    assert Artisan.objects.filter(phone__last4="4321").get() == artisan
    assert Artisan.objects.filter(phone__last4=["0000", "4321"]).get() == artisan
    assert not Artisan.objects.filter(phone__last4="3219").exists()


def test_no_number_is_found_as_nothing(artisan: Artisan) -> None:
    Artisan.objects.filter(pk=artisan.pk).update(phone="")
    assert Artisan.objects.filter(phone="").filter(pk=artisan.pk).exists()
    assert Artisan.objects.filter(phone__in=["", NUMBER], pk=artisan.pk).exists()
    assert not Artisan.objects.filter(phone__isnull=True).exists()


@pytest.mark.parametrize("lookup", ["contains", "startswith", "endswith", "gt", "regex", "iexact"])
def test_what_cannot_be_asked_of_ciphertext_is_refused(lookup: str) -> None:
    with pytest.raises(FieldError, match="encrypted"):
        Artisan.objects.filter(**{f"phone__{lookup}": "139"})


def test_it_is_compared_with_plain_values_only(db: None) -> None:
    with pytest.raises(FieldError, match="plain values"):
        Artisan.objects.filter(phone=Value(NUMBER)).exists()


def test_deferred_and_listed_values_are_plain(
    artisan: Artisan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert Artisan.objects.defer("phone").get(pk=artisan.pk).phone == NUMBER
    assert list(Artisan.objects.filter(phone=NUMBER).values_list("phone", flat=True)) == [NUMBER]


def test_the_search_uses_the_index(artisan: Artisan) -> None:
    queries = {
        "artisan_phone": Artisan.objects.filter(phone=NUMBER),
        "artisan_phone_end": Artisan.objects.filter(phone__last4="4321"),
        "need_phone": Need.objects.filter(contact_phone=NUMBER),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # few rows are read as they stand
        for index, query in queries.items():
            assert f"{index} " in query.order_by().explain().replace(")", " ").replace("\n", " ")


def test_two_accounts_cannot_sign_in_with_one_number(db: None) -> None:
    User.objects.create(username="a", phone=NUMBER, signs_in_by_phone=True)
    User.objects.create(username="b", phone=NUMBER)  # signs in by its name
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="c", phone=NUMBER, signs_in_by_phone=True)


# ---- keys ----


@pytest.fixture
def old_key(settings: Settings) -> None:
    """An installation whose only key is OLD."""
    settings.FIELD_KEYS = [OLD]
    EncryptionKey.objects.all().delete()
    EncryptionKey.objects.create(pk=field_keys()[0].id)
    LogKey.objects.update(secret="0b" * 32)  # written anew, under OLD


def test_while_keys_change_both_find_and_read(
    regions: None, old_key: None, settings: Settings
) -> None:
    before = User.objects.create(username="a", phone=NUMBER)
    settings.FIELD_KEYS = [NEW, OLD]
    after = User.objects.create(username="b", phone=NUMBER)
    assert set(User.objects.filter(phone=NUMBER)) == {before, after}
    assert set(User.objects.filter(phone__last4=NUMBER[-4:])) == {before, after}
    assert {user.phone for user in User.objects.filter(phone=NUMBER)} == {NUMBER}


def test_rekey_leaves_nothing_under_the_old_key(
    regions: None, old_key: None, settings: Settings
) -> None:
    User.objects.bulk_create(
        [User(username=f"u{n}", phone=f"139876{n:05d}") for n in range(1100)]
    )  # more than two batches
    settings.FIELD_KEYS = [NEW, OLD]
    call_command("rekey", verbosity=0)
    settings.FIELD_KEYS = [NEW]
    assert User.objects.filter(phone="13987601099").get().username == "u1099"
    assert {user.phone[:6] for user in User.objects.all()} == {"139876"}
    assert LogKey.objects.get().secret == "0b" * 32
    assert list(EncryptionKey.objects.values_list("pk", flat=True)) == [field_keys()[0].id]


def test_a_wrong_key_is_told_before_anything_is_written(
    regions: None, old_key: None, settings: Settings
) -> None:
    assert key_check.key_errors(None) == []
    settings.FIELD_KEYS = [OTHER]
    (error,) = key_check.key_errors(None)
    assert "请把原来的密钥放回" in error.msg
    with pytest.raises(CommandError, match="请把原来的密钥放回"):
        key_check.before_migrations("default")
    with pytest.raises(ImproperlyConfigured, match="请把原来的密钥放回"):
        key_check.note_keys()


def test_the_old_key_is_kept_while_somebody_writes_under_it(
    regions: None, old_key: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIELD_KEYS = [NEW, OLD]
    monkeypatch.setattr(rekey, "rekey_column", lambda column: column[0] is User)
    with pytest.raises(CommandError, match=r"unions\.User"):
        call_command("rekey", verbosity=0)
    assert EncryptionKey.objects.count() == 2


@pytest.mark.parametrize("command", ["worker", "clock"])
def test_a_process_with_a_wrong_key_does_not_start(
    command: str, regions: None, old_key: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would encrypt what it writes with a key that nobody else has."""
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("hongmajia.core.worker.QueueWorker.configure_signals", lambda _: None)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)  # that of the test
    settings.FIELD_KEYS = [OTHER]
    with pytest.raises(CommandError, match="请把原来的密钥放回"):
        call_command(command)
    assert not Heartbeat.objects.exists()


def test_a_new_key_counts_once_migrate_has_seen_it(
    regions: None, old_key: None, settings: Settings
) -> None:
    settings.FIELD_KEYS = [NEW, OLD]
    (warning,) = key_check.key_errors(None)
    assert "hongmajia migrate" in warning.msg
    assert not warning.is_serious()
    key_check.after_migrations("default")
    assert key_check.key_errors(None) == []
    assert EncryptionKey.objects.count() == 2


def test_needs_keep_no_plain_number_in_their_history(province: Province) -> None:
    need = make_need(province, contact_phone=NUMBER)
    need.save()
    assert NUMBER not in stored("needs_historicalneed", "contact_phone")
