"""The WSGI application: checks settings and keys, collects static files, then loads Django."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

from . import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
try:
    environment.check()
except environment.WrongSetting as error:
    sys.exit(str(error))  # one sentence, no traceback
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 - these need the applications loaded

from hongmajia.core import key_check, statics  # noqa: E402

try:
    key_check.note_keys()
except ImproperlyConfigured as error:
    sys.exit(str(error))
except DatabaseError:
    pass  # not there yet, or not migrated: the pages say so
finally:
    connections.close_all()  # requests have their own, in other threads
if not settings.DEBUG:
    statics.gather()
application = get_wsgi_application()
