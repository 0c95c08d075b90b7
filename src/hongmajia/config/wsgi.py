"""The entry for the web server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from . import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
try:
    environment.check()
except environment.WrongSetting as error:
    sys.exit(str(error))  # one sentence, no traceback
application = get_wsgi_application()
