"""The encoder for JSON columns that are searched as text, such as for 焊接."""

import json
from typing import Any


class PlainJSONEncoder(json.JSONEncoder):
    """Writes Chinese characters as they are, not as escapes; SQLite stores JSON as this text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})
