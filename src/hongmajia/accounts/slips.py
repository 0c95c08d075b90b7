"""The slips of a union's invitations: what each person needs to come in, to be cut out."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.addresses import absolute
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.unions.mastheads import masthead_of
from hongmajia.unions.models import Union

from .actions.inviting import join_path
from .models import Invitation
from .queries import hats_of_all

TEMPLATE = Path(__file__).parent / "papers" / "slips.typ"


def slips(union: Union, invitations: Sequence[Invitation]) -> bytes:
    """A PDF of A4 pages with eight slips each; each has a QR code, the code and its term."""
    addresses = {each.pk: absolute(join_path(each)) for each in invitations}
    hats = hats_of_all(each.user for each in invitations)
    people = [
        {
            "name": each.user.display_name,
            "hats": [f"{where}{what}" for what, where in hats[each.user_id]],
            "phone": each.user.phone,
            "code": "-".join(each.code[at : at + 4] for at in range(0, len(each.code), 4)),
            "picture": f"{each.pk}.svg",
            "until": chinese_date(timezone.localdate(each.expires_at)),
        }
        for each in invitations
    ]
    masthead = masthead_of(union)
    facts = {
        "union": union.name,
        "title": _("%(site)s账号邀请单") % {"site": masthead.name},
        "site": absolute("/join/"),
        "date": chinese_date(timezone.localdate()),
        "people": people,
        **masthead.facts,
    }
    codes = {f"{pk}.svg": qr_svg(at) for pk, at in addresses.items()}
    return typeset(TEMPLATE, facts, {**codes, **masthead.pictures})
