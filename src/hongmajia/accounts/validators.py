"""Rules of passwords, named in ``AUTH_PASSWORD_VALIDATORS``; the reasons are in ADR 63.

Each rule says what is wrong with a password, and what is right: the page shows both while it is
typed (``judged``).
"""

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import PastPassword

SHORTEST = 10
LONG = 16
"""Characters from which a password need not be mixed."""
CLASSES = 3
REMEMBERED = 5
"""How many past passwords are not chosen again."""
OWN = 4
"""Characters that a password has to have besides what everybody comes up with."""

WORDS = (
    "1qaz|2wsx|3edc|qazwsx|qaz|wsx|edc|qwertyuiop|qwerty|qwert|qwer|asdfgh|asdf|zxcvbn|zxcv|abcdefg"
    "|abcdef|abcde|abcd|abc|password|passwd|pass|administrator|admin|root|user|guest|test|login"
    "|welcome|hello|iloveyou|woaizhongguo|woaini|zhongguo|china|beijing|zhejiang|hangzhou|ningbo"
    "|wenzhou|jiaxing|huzhou|shaoxing|jinhua|quzhou|zhoushan|taizhou|lishui|hongmajia|zonggonghui"
    "|gonghui|laomo|gongjiang|gongren|mima|nihao|huawei|system|oracle|mysql|12351|1314|520|红马甲"
    "|总工会|工会|劳模|工匠"
)
"""What passwords are made of where everybody makes them alike, besides Django's list: longer ones
stand before those that they begin with."""
DIGITS = re.compile(
    r"(?:19|20)\d\d(?:(?:0\d|1[0-2])(?:[0-2]\d|3[01]))?|(\d)\1{2,}"
    r"|0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|(?:987)?654321|321"
)
"""Years, days, the same digit again and again, digits in their order."""
KIND_OF_UNIT = re.compile("(?:总?工会|(?:有限责任|股份有限|有限)?公司)$")
STANDS_FOR = str.maketrans("@0$1!3", "aosiie")


class Rule:
    """A validator of Django that can also praise."""

    def fault(self, password: str, user: Any) -> str:
        """What is wrong with the password, or nothing."""
        raise NotImplementedError

    def praise(self, password: str) -> str:
        """What to say where nothing is wrong."""
        raise NotImplementedError

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` for a password that is not allowed."""
        if words := self.fault(password, user):
            raise ValidationError(words)

    def get_help_text(self) -> str:
        """The rule in words, before anything is typed."""
        raise NotImplementedError


class LongEnough(Rule):
    """A password has at least ``SHORTEST`` characters."""

    def fault(self, password: str, user: Any) -> str:
        """That it is too short, and by how much."""
        if (count := len(password)) >= SHORTEST:
            return ""
        said = {"count": count, "least": SHORTEST}
        return _("%(count)s位，太短了（至少%(least)s位）。") % said

    def praise(self, password: str) -> str:
        """How long it is."""
        said = {"count": len(password), "least": SHORTEST}
        return _("%(count)s位，够长了（至少%(least)s位）") % said

    def get_help_text(self) -> str:
        """How long it has to be."""
        return _("至少%(least)s位") % {"least": SHORTEST}


class MixedEnough(Rule):
    """A password mixes three kinds of characters, or is long."""

    def fault(self, password: str, user: Any) -> str:
        """That there are too few kinds."""
        if len(password) >= LONG or len(set(map(kind_of, password))) >= CLASSES:
            return ""
        return _("大写、小写、数字、符号、汉字里至少要有三种，或者写够%(long)s位。") % {
            "long": LONG
        }

    def praise(self, password: str) -> str:
        """That there are enough."""
        return _("字符搭配够了")

    def get_help_text(self) -> str:
        """How many kinds there have to be."""
        return _("大写、小写、数字、符号、汉字里有三种，或者满%(long)s位") % {"long": LONG}


def kind_of(character: str) -> str:
    """Capital, small letter, digit, letter without case (such as Chinese), or sign."""
    category = unicodedata.category(character)
    return category if category in ("Lu", "Ll", "Lo", "Nd") else "sign"


class NotPersonal(Rule):
    """A password holds neither the number nor the names of its user."""

    def fault(self, password: str, user: Any) -> str:
        """That it holds one of them."""
        lower = password.lower()
        if any(fact in lower for fact in facts_of(user)):
            return _("里面有您的手机号、姓名或单位名，别人容易猜到。")
        return ""

    def praise(self, password: str) -> str:
        """That it holds none."""
        return _("不是手机号、姓名、单位名")

    def get_help_text(self) -> str:
        """What it must not hold."""
        return _("不用手机号、姓名、单位名")


def facts_of(user: Any) -> list[str]:
    """What others know of a user: number, names, and the names of unions and enterprises."""
    if user is None or not user.pk:
        return []
    named = [user.username, user.name, user.phone[-8:]]
    named += user.unions.values_list("name", flat=True)
    named += user.enterprises.values_list("name", flat=True)
    short = [KIND_OF_UNIT.sub("", name) for name in named]
    return [name.lower() for name in {*named, *short} if len(name) > 1]


class NotCommon(Rule):
    """A password is not one that thousands of people have."""

    def fault(self, password: str, user: Any) -> str:
        """That it is one of them."""
        return _("太常见，请再加两三个字。") if is_common(password.lower()) else ""

    def praise(self, password: str) -> str:
        """That it is not."""
        return _("不常见，不容易猜到")

    def get_help_text(self) -> str:
        """What it must not be."""
        return _("不要太常见，如Abc@123456")


def is_common(lower: str) -> bool:
    """Whether a password in small letters is made of what everybody comes up with."""
    stem = "".join(filter(str.isalnum, DIGITS.sub("", lower)))
    if {lower, stem} & known_passwords() or len(set(lower)) <= OWN:
        return True
    rest = re.sub(WORDS, "", DIGITS.sub("", lower))
    rest = re.sub(WORDS, "", rest.translate(STANDS_FOR))
    return sum(map(str.isalnum, rest)) < OWN


@cache
def known_passwords() -> set[str]:
    """Django's list of common passwords."""
    found: set[str] = CommonPasswordValidator().passwords
    return found


class NotUsedLately(Rule):
    """A password is not one of the last that the user had. Not judged while it is typed: slow."""

    def fault(self, password: str, user: Any) -> str:
        """That it is one of them."""
        if user is None or not user.pk:
            return ""
        rows = PastPassword.objects.filter(user=user).values_list("password", flat=True)
        hashes = {*rows[:REMEMBERED], *filter(is_password_usable, [user.password])}
        if any(check_password(password, each) for each in hashes if each):
            return _("这个密码近来用过，请换一个（和最近%(n)s个不一样）。") % {"n": REMEMBERED}
        return ""

    def password_changed(self, password: str, user: Any = None) -> None:
        """Remember the new one; Django calls this whenever a password has been saved."""
        if user is None or not user.has_usable_password():
            return
        PastPassword.objects.create(user=user, password=user.password)
        kept = PastPassword.objects.filter(user=user).values("pk")[:REMEMBERED]
        PastPassword.objects.filter(user=user).exclude(pk__in=[row["pk"] for row in kept]).delete()

    def get_help_text(self) -> str:
        """What it must not be."""
        return _("和最近%(n)s个不一样") % {"n": REMEMBERED}


class Judged(NamedTuple):
    """What one rule says: ``passed`` is ``None`` before anything is typed."""

    passed: bool | None
    words: str


RULES: tuple[Rule, ...] = (LongEnough(), MixedEnough(), NotPersonal(), NotCommon())


def judged(password: str, user: Any) -> list[Judged]:
    """What each rule says to what is typed so far."""
    if not password:
        return [Judged(None, rule.get_help_text()) for rule in RULES]
    faults = [(rule, rule.fault(password, user)) for rule in RULES]
    return [Judged(not fault, fault or rule.praise(password)) for rule, fault in faults]
