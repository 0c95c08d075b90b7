"""Mail addresses and accounts in chats: WeChat, QQ, DingTalk and others."""

import re
from collections.abc import Iterator

from .finds import Find, Kind
from .folding import Folded
from .numbers import IS

PROVIDERS = r"(?:qq|vip\.qq|163|126|139|189|sina|sohu|gmail|hotmail|outlook|foxmail|aliyun|yeah)"
MAIL = (
    r"(?:(?<![a-z0-9_.+-])[a-z0-9][a-z0-9_.+-]{0,63}|[\u4e00-\u9fff]{2,4})(?:"
    r"\s?(?:@|艾特|[\[(]at[\])]|\sat\s)\s?[a-z0-9-]{1,63}(?:(?:\.|\s?点\s?|\sdot\s)[a-z]{2,})+"
    rf"|[#*]{PROVIDERS}\.(?:com|cn|net)(?:\.cn)?)"
)
WECHAT = (
    r"(?:企业微信|微\s?信|威信|薇信|徽信|v信|加v|加微|绿泡泡|"
    r"(?<![a-z])(?:vx|wx|we\s?chat|weixin)(?![a-z]))"
)
CALLED = r"(?:群|同号|账号|帐号|id|搜索?|加)?" + IS
NO_ID = (
    r"(?!windows|android|iphone|harmony|server|office|excel|group|login|update|version|official)"
)
CHAT = (
    rf"{WECHAT}{CALLED}(?P<id>{NO_ID}[a-z][a-z0-9_-]{{5,23}}|\d{{5,11}})(?![a-z0-9])",
    rf"(?<![a-z])(?:q\s?q|扣扣|球球|叩叩|企鹅|加q|q号){CALLED}(?P<id>[1-9]\d{{4,10}})(?!\d)",
    r"(?:钉钉|飞书|抖音|快手|小红书|支付宝|微博|陌陌|skype|whatsapp|telegram)"
    rf"{CALLED}(?P<id>(?=[a-z_-]*\d)[a-z0-9][a-z0-9_-]{{4,24}})(?![a-z0-9])",
)
# The id before the word: 加我chenxd1990微信.
BEFORE = (
    rf"加我?\s?(?P<id>{NO_ID}(?=[a-z_-]*[\d_])[a-z][a-z0-9_-]{{5,23}})\s?的?(?:微\s?信|v信|vx|wx)"
)
MAILS = re.compile(MAIL, re.I | re.A)
CHATS = [re.compile(pattern, re.I | re.A) for pattern in (*CHAT, BEFORE)]


def accounts_in(folded: Folded) -> Iterator[Find]:
    """Yield every mail address and account, in places of the original."""
    for match in MAILS.finditer(folded.text):
        yield Find(*folded.span(*match.span()), Kind.MAIL)
    for pattern in CHATS:
        for match in pattern.finditer(folded.digits):
            yield Find(*folded.span(*match.span("id")), Kind.ACCOUNT)
