"""Mail addresses and accounts in chats: WeChat, QQ, DingTalk and others."""

import re
from collections.abc import Iterator

from .finds import Find, Kind
from .folding import Folded
from .numbers import IS

PROVIDERS = r"(?:qq|vip\.qq|163|126|139|189|sina|sohu|gmail|hotmail|outlook|foxmail|aliyun|yeah)"
AT = r"\s?(?:@|艾特|圈\s?a|[\[({【<]\s?(?:at|艾特)\s?[\])}】>]|\sat\s)\s?"
DOT = r"(?:\s?[.。]|\s?点\s?|\s?[\[({【<]\s?(?:dot|点)\s?[\])}】>]\s?|\sdot\s)"
MAIL = (
    r"(?:(?<![a-z0-9_.+-])[a-z0-9][a-z0-9_.+-]{0,63}|[\u4e00-\u9fff]{2,4})(?:"
    rf"{AT}[a-z0-9-]{{1,63}}(?:{DOT}[a-z]{{2,12}}){{1,4}}"
    rf"|[#*]{PROVIDERS}(?:\.|。)(?:com|cn|net)(?:\.cn)?)"
)
CALLED = r"(?:群[主号]?|邮箱|同号|账号|帐号|id|搜索?|加|吧|联系|找)?" + IS
NO_ID = (
    r"(?!windows|android|iphone|harmony|server|office|excel|group|login|update|version|official"
    r"|www|http|error|alarm|(?:erp|mes|plc|api|app|crm|sdk|iot|scada)(?![a-z]))"
)
LATIN = rf"{NO_ID}[a-z][a-z0-9_-]{{5,23}}"
MARKED_LATIN = rf"{NO_ID}(?=[a-z_-]*[\d_])[a-z][a-z0-9_-]{{5,23}}"
"""A Latin id that a digit or a low line tells from a word."""
SMALL = r"(?=[a-z0-9_-]*(?-i:[a-z]))"
"""A small letter, which codes of models such as WXDKL-200 have not."""
WECHAT = (
    r"(?:企业微信|[微薇威徽维巍]\s?[信芯心xX]|wei\s?[信芯]|v[信芯]|加[我他她个]?v|加[微薇威]|"
    r"微(?=号)|[微v]\s?[❤♥♡💗💚]|[威薇]x|[薇徽威](?=\s?:)|绿泡泡|[➕+加]\s?卫星|卫星(?=号?[:是])|"
    r"(?<![a-z])(?:vx|wx|we\s?chat|wei\s?xin)(?![a-z]))"
)
UNGLUED = r"(?<![a-z])(?:vx(?!works)|wx(?!python|widgets|pusher))"
PLUS = r"(?:(?<![a-z\d)])[+➕]\s?v(?:信|x)?|(?<![a-z\d])v\s?(?=:))"
NO_VOLTAGE = r"(?!(?:cc|out|in|dd|ref|dc|ac|bat|ee|ss)(?![a-z]))"
NO_DAY = r"(?!(?:19|20)\d\d[-\s]\d{1,2}[-\s])"
NO_COUNT = r"(?!\s?(?:多|余|万|千|次|个|人|元|粉|条|年|月|赞|播放|版))"
SHARED = (
    r"feishu\.cn|larksuite\.com|dingtalk\.com|docs\.qq\.com|"
    r"kdocs\.cn|meeting\.tencent\.com|zoom\.us|"
    r"u\.wechat\.com|work\.weixin\.qq\.com|pan\.baidu\.com|"
    r"qm\.qq\.com|v\.douyin\.com|v\.kuaishou\.com"
)
"""Hosts on which links lead to somebody's papers, groups, meetings or films."""
OTHERS = (
    r"(?:钉\s?钉|丁\s?丁|ding\s?talk|飞书|(?<![a-z])lark|抖音|快手|小红书|支付宝|"
    r"微博|陌陌|[bB]站|知乎|视频号|头条号?|贴吧|闲鱼|旺旺|skype|whatsapp|telegram|"
    r"(?<![a-z])(?:dy|ks|xhs)(?=\s?[:号账]))"
)
SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:[iu]?a(?:ng?|o|"
    r"i)?|[iu]?e(?:ng?|i)?|i(?:ng?|u)?|o(?:ng|u)?|u(?:n|o|i)?))"
)
"""Of pinyin: after v or q, two and digits are an id, vsumin0512."""
CHAT = (
    rf"{WECHAT}{CALLED}(?P<id>{LATIN}|\d{{5,11}})(?![a-z0-9])",
    rf"(?:{OTHERS})(?:账?号|名|id)?\s?[:=]\s?(?P<id>{LATIN})(?![a-z0-9])",
    rf"(?:q\s?q|扣扣|球球|叩叩|企鹅|q号|加q){CALLED}(?P<id>[1-9](?:[\s.-]?\d){{4,10}})(?!\d)",
    r"(?:[我加他她]的?|(?<![\u4e00-\u9fff]))扣号?(?:是|:)?\s?(?P<id>[1-9](?:\s?\d){7,9})(?!\d)",
    r"(?<![a-z0-9.-])q\s(?P<id>[1-9](?:\s\d){5,10})(?!\d)",
    rf"(?:[微薇威加搜]|(?<![a-z])[vq]信?|钉|飞书|账号|帐号|"
    rf"群|id|chat|联系)[^。;\n]{{0,14}}?(?<![a-z0-9_./-])"
    rf"(?P<id>{NO_ID}[a-z][a-z0-9]*_[a-z0-9_]{{2,20}})(?![a-z0-9.])",
    rf"(?<![a-z0-9])[vq](?P<id>{SYLLABLE}{{2,4}}[_-]?\d{{2,8}})(?![a-z0-9])",
    rf"{UNGLUED}(?P<id>{SMALL}{LATIN})(?![a-z0-9])",
    rf"{PLUS}{IS}{NO_VOLTAGE}(?P<id>{MARKED_LATIN}|\d{{6,11}})(?![a-z0-9])",
    r"(?<![a-z0-9_])(?P<id>wxid_[a-z0-9]{6,24})(?![a-z0-9])",
    rf"[我他她加]的?(?<![a-z\d])[vV](?:号|信)?\s?[:是]?\s?(?P<id>{SMALL}{LATIN})(?![a-z0-9])",
    rf"(?:{OTHERS}|{WECHAT})[\u4e00-\u9fff]{{0,6}}(?P<id>{MARKED_LATIN})(?![a-z0-9.-])",
    rf"(?:[搜加](?:索|一下)?|私信我?)\s?(?P<id>{MARKED_LATIN})(?![a-z0-9.-])",
    rf"加(?P<id>[1-9]\d{{7,9}})(?![\d.]|\s?[a-z/]){NO_COUNT}",
    r"(?:微信名|群?昵称|网名|微博名|"
    r"抖音名)\s?[:是叫]{0,2}\s?(?P<id>[\u4e00-\u9fff]{2,12})(?=[^\w]|$)",
    rf"(?:{WECHAT}|{OTHERS}|q\s?q)[\u4e00-\u9fff]{{1,5}}[,\s]?[\u4e00-\u9fff]{{0,3}}"
    rf"号(?:码)?\s?(?:是|叫|:)\s?(?P<id>{MARKED_LATIN}|[1-9]\d{{5,10}})(?![a-z0-9.-])",
    r"[我他她]的?q\s?号?\s?[:是]\s?(?P<id>[1-9]\d{5,10})(?![\d.]|\s?[a-z/])",
    rf"(?<!螺)(?<!铆)钉(?P<id>{MARKED_LATIN})(?![a-z0-9])",
    r"(?<![a-z0-9-])q(?P<id>[1-9]\d{7,9})(?![a-z0-9.-])",
    rf"加[我他她]\s?(?:[:是]\s?)?(?P<id>{MARKED_LATIN})(?![a-z0-9])",
    rf"(?<![a-z])(?:q\s?q|扣扣|球球|叩叩|企鹅|加[我他她]?q|q号){CALLED}{NO_DAY}"
    rf"(?P<id>[1-9]\d{{1,4}}(?:[\s-]\d{{2,4}}){{1,3}}|[1-9]\d{{4,10}})(?!\d){NO_COUNT}",
    rf"(?<![a-z量率])(?<![量率] )q\s?:\s?(?P<id>[1-9]\d{{5,10}})(?![\d.]|\s?[a-z/]){NO_COUNT}",
    r"(?<![\u4e00-\u9fff])(?:q|qq|微信|钉钉|"
    r"钉)?群(?:号码?)?\s?[:是为]?\s?(?P<id>[1-9](?:\s?\d){5,10})(?!\d|\s?[a-z])",
    r"邀请码\s?[:是]?\s?(?P<id>(?=[a-z]*\d)[a-z0-9]{5,12})(?![a-z0-9])",
    r"(?P<id>(?:https?://)?(?<![a-z0-9.-])(?:[a-z0-9-]{1,40}\.){0,3}"
    rf"(?:{SHARED})(?:/[a-z0-9_\-./?=&%#]{{1,300}})?)",
    r"(?:抖音|快手|视频号|小红书|b站)(?:号|名字?|昵称|"
    r"账号)\s?[:叫是]{1,2}\s?(?P<id>[\u4e00-\u9fff]{2,12})",
    rf"{OTHERS}{CALLED}@?{NO_ID}(?!v?\d+\.\d)"
    rf"(?P<id>(?=[a-z]*[\d_.-])[a-z0-9][a-z0-9_.-]{{3,23}}[a-z0-9])(?![a-z0-9]){NO_COUNT}",
)
# The id before the word: 加我chenxd1990微信.
BEFORE = rf"加我?\s?(?P<id>{MARKED_LATIN})\s?的?(?:微\s?信|v信|vx|wx)"
BATCH = re.compile(r"(?:批次?号?|炉号|订单号?|图号|型号|编号|料号|牌号|单号)\s?[:是为]?\s?$")
MAILS = re.compile(MAIL, re.I | re.A)
CHATS = [re.compile(pattern, re.I | re.A) for pattern in (*CHAT, BEFORE)]


def accounts_in(folded: Folded) -> Iterator[Find]:
    """Yield every mail address and account, in places of the original."""
    for match in MAILS.finditer(folded.text):
        yield Find(*folded.span(*match.span()), Kind.MAIL)
    for pattern in CHATS:
        for match in pattern.finditer(folded.digits):
            if BATCH.search(folded.text, 0, match.start()):
                continue
            yield Find(*folded.span(*match.span("id")), Kind.ACCOUNT)
