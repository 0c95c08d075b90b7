"""JSON in the database as people write it, so that a search for 焊接 finds it."""

import json
from typing import Any


class PlainJSONEncoder(json.JSONEncoder):
    """Keeps Chinese characters as they are; SQLite stores the text that the encoder gives."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})
