"""Masking of personal data for readers who need not call."""

from hongmajia.spelling import PHONE


def mask_phone(number: str) -> str:
    """Return the number with digits hidden: ``13812341234`` → ``138****1234``.

    Shorter numbers keep their last two digits only.
    """
    if len(number) >= 11:
        return f"{number[:-8]}****{number[-4:]}"
    return "*" * max(len(number) - 2, 0) + number[-2:]


def mask_phones_in(text: str) -> str:
    """Return the text with each mobile number in it masked."""
    return PHONE.sub(lambda found: mask_phone(found[0]), text)


def start_of_phone(number: str) -> str:
    """Return the number with all but its start hidden: ``13812341234`` → ``138********``.

    For readers who may be asked for its end, to show that they know it.
    """
    return number[:3] + "*" * max(len(number) - 3, 0)


def mask_mail(address: str) -> str:
    """Return the address with most of its name hidden: ``shen@mogan.cn`` → ``s***@mogan.cn``."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}***{at}{host}"


COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐")


def surname(name: str) -> str:
    """Return the surname of a Chinese name: ``董建国`` → ``董``, ``欧阳明`` → ``欧阳``."""
    return name[:2] if name.startswith(COMPOUND_SURNAMES) else name[:1]
