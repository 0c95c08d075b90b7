"""What askers are told of a meeting; to those without an account also by SMS."""

from django.utils.translation import gettext_lazy as _

INVITED = _("%(title)s：%(when)s在%(place)s开交流会，%(helper)s来解答，请您参加")
LISTEN = _("%(title)s：同样的问题%(when)s在%(place)s开交流会，%(helper)s来讲，欢迎您去听")
LISTEN_MOVED = _("%(title)s：欢迎您去听的交流会改到%(when)s")
LISTEN_OFF = _("%(title)s：欢迎您去听的交流会取消了（%(why)s）")

TOLD = {
    "meeting_invited": INVITED,
    "meeting_listen": LISTEN,
    "meeting_listen_moved": LISTEN_MOVED,
    "meeting_listen_off": LISTEN_OFF,
}
"""By the names that administrators give templates to."""
