"""The entry for the web server."""

import os
import sys

import django
from django.core.wsgi import get_wsgi_application

from . import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
try:
    environment.check()
except environment.WrongSetting as error:
    sys.exit(str(error))  # one sentence, no traceback
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 - these need the applications loaded

from hongmajia.core import statics  # noqa: E402

if not settings.DEBUG:
    statics.gather()
application = get_wsgi_application()
