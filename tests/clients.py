"""A client that signs in by writing the session alone, and templates that copy their context once.

Tests sign in thousands of times, and render a hundred templates for each page.
"""

import time
from http.cookies import SimpleCookie

from django import test
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.template import Context, Template
from django.test.signals import template_rendered

from hongmajia.accounts.idle import SEEN
from hongmajia.core.sessions import SessionStore
from hongmajia.unions.models import User


class QuickClient(test.Client):
    """Django's client, whose ``force_login`` and ``logout`` send no signals.

    Signing in itself, with ``last_login`` and counted attempts, is tested through its page.
    """

    def _login(self, user: User, backend: str) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[SEEN] = int(time.time())
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def logout(self) -> None:
        """Forget all cookies."""
        self.cookies = SimpleCookie()


def render_for_tests(template: Template, context: Context) -> str:
    """What Django puts in place of ``Template._render``, but only for the template of a page.

    Django also sends the signal, at which the client copies the context for ``response.context``,
    for each template that the page extends or includes.
    """
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    rendered: str = template.nodelist.render(context)
    return rendered
