"""The accounts of the demonstration, one for each role; ``hongmajia demo`` prints them."""

from django.contrib.auth.hashers import make_password

from hongmajia.accounts.actions import note_account
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Enterprise, Membership, Union, User

from .tree import PASSWORD, Tree

ROLES = (
    ("province", "省总工会干部", "方同志"),
    ("city", "湖州市总工会干部", "沈同志"),
    ("county", "德清县总工会干部", "徐同志"),
    ("liaison", "企业工会联络员", "陆同志"),
    ("enterprise", "企业联系人", "沈先生"),
    ("artisan", "劳模工匠（焊工）", "董师傅"),
    ("leader", "服务队队长", "徐师傅"),
    ("reviewer", "评审", "任同志"),
    ("head", "湖州市总工会领导（只看）", "林同志"),
)
"""User name, description of the role, name of the person."""


def open_accounts(tree: Tree, helpers: dict[str, Helper]) -> None:
    """Create the accounts of ``ROLES`` and link each to its union, enterprise or helper."""
    password = make_password(PASSWORD)
    huzhou, deqing = tree.by_adcode["330500"], tree.by_adcode["330521"]
    cadres = {"province": tree.province, "city": huzhou, "county": deqing}
    users = {}
    for username, _, name in ROLES:
        user = tree.cadres[cadres[username].pk] if username in cadres else User()
        user.username, user.name, user.password = username, name, password
        user.save()
        users[username] = user
    firm = Enterprise.objects.filter(union__kind=UnionKind.ENTERPRISE).get()
    add_membership(users["liaison"], firm.union, Role.LIAISON)
    add_membership(users["reviewer"], tree.province, Role.REVIEWER)
    add_membership(users["head"], huzhou, Role.LEADER)
    firm.contacts.add(users["enterprise"])
    link_account(users["artisan"], helpers["H-018"])
    link_account(users["leader"], helpers["H-121"])
    unions = {"liaison": firm.union, "enterprise": firm.union, "county": deqing}
    unions |= dict.fromkeys(("city", "head", "artisan", "leader"), huzhou)
    for username, user in users.items():
        note_account(user=user, union=unions.get(username, tree.province))


def add_membership(user: User, union: Union, role: Role) -> None:
    """Give the user a role in the union."""
    Membership.objects.create(user=user, union=union, role=role)


def link_account(user: User, helper: Helper) -> None:
    """Let the artisan ``helper`` sign in as ``user``."""
    helper.artisan.user = user
    helper.artisan.save()


def account_list() -> str:
    """The text to print: user names, the password, and what to try first."""
    lines = [f"  {username:<11}{what}" for username, what, _ in ROLES]
    return "\n".join(
        (
            f"演示账号（密码都是 {PASSWORD}）：",
            *lines,
            "先试：打开首页 → 我要提需求；再用 city 登录，看“待我办”。",
        )
    )
