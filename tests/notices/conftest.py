"""What the tests of notices share."""

from allauth.account.models import EmailAddress

from hongmajia.unions.models import User


def with_mail(person: User) -> User:
    """The person, with a mail address that they have verified."""
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return person
