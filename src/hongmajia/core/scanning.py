"""Each file that people upload is examined by a program of the office, such as a virus scanner.

The program is that of ``HONGMAJIA_UPLOAD_SCANNER``; without one nothing is examined.
"""

import logging
import subprocess
import tempfile
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

SECONDS = 60
"""How long the program may take for one file."""
CLEAN, INFECTED = 0, 1
"""Exit codes as those of clamdscan; with any other the program could not do its work."""


class UploadField(forms.FileField):
    """A file field of which each file is examined before anything else reads it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file. Raises ``ValidationError`` if it is refused, or could not be examined."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            examine(upload)
        return upload


def examine(upload: "UploadedFile[Any]") -> None:
    """Let the program read the file. Raises ``ValidationError`` unless it says that it is clean."""
    if not settings.UPLOAD_SCANNER:
        return
    with tempfile.NamedTemporaryFile(prefix="upload-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        code = exit_code(copy.name)
    if code == INFECTED:
        logger.warning("an upload was refused by the scanner")
        raise forms.ValidationError(_("这个文件没有通过安全检查（可能带有病毒），没有收下。"))
    if code != CLEAN:
        raise forms.ValidationError(
            _("现在检查不了文件是否安全，没有收下。请过一会儿再传，或者告诉管理员。")
        )


def exit_code(path: str) -> int | None:
    """What the program ends with for the file; ``None`` if it did not run or took too long."""
    try:
        done = subprocess.run(
            [*settings.UPLOAD_SCANNER, path], capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        logger.exception("the scanner of uploads did not run")
        return None
    if done.returncode not in (CLEAN, INFECTED):
        logger.error("the scanner of uploads ended with %s", done.returncode)
    return done.returncode
