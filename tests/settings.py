"""The settings of the product, changed so that tests are fast and leave no files behind."""

import atexit
import os
import tempfile

folder = tempfile.TemporaryDirectory(prefix="hongmajia-test-")
atexit.register(folder.cleanup)
os.environ["HONGMAJIA_DATA"] = folder.name
os.environ["HONGMAJIA_EMBEDDER"] = "none"  # a test that compares meanings brings its own
# Playwright keeps an event loop on the main thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from hongmajia.config.settings import *  # noqa: E402, F403
from hongmajia.config.settings import (  # noqa: E402
    CACHES,
    DATA,
    DATABASES,
    LOGGING,
    STORAGES,
)

# A file, not memory: the browser's server and the racing threads each need a connection.
DATABASES["default"]["TEST"] = (
    {"NAME": DATA / "test.sqlite3"} if DATABASES["default"]["ENGINE"].endswith("sqlite3") else {}
)
# The same in every run, so that what a test prints can be looked at again.
FIELD_KEYS = ["the-key-of-the-tests-which-protects-nobody"]
# Threads come and go in tests; a connection kept for the next request would outlive its thread.
DATABASES["default"]["CONN_MAX_AGE"] = 0

# The worker of the tests runs in their own process.
CACHES["progress"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

# Tests fill in forms faster than people.
FASTEST_ASKING = 0

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files are looked for when asked for, not gathered.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "WARNING"  # not a line for each request of the tests
