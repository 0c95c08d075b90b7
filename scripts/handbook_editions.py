"""Write the number and the date of each page of the handbook whose words changed (`make editions`).

A page that is changed twice on one day is one edition.
"""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hongmajia.portal.handbook.pages import EDITIONS, SLUGS, fingerprint


def main() -> None:
    """Write ``editions.json`` anew, one page a line."""
    kept = json.loads(EDITIONS.read_text(encoding="utf-8")) if EDITIONS.exists() else {}
    lines = (f'  "{slug}": {json.dumps(edition(slug, kept.get(slug)))}' for slug in SLUGS)
    EDITIONS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def edition(slug: str, before: dict[str, Any] | None) -> dict[str, Any]:
    """The latest edition of a page: ``before``, if its words are those of then."""
    now = fingerprint(slug)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    if before is None:
        return {"number": 1, "day": today, "words": now}
    if before["words"] == now:
        return before
    number = before["number"] + (before["day"] != today)
    return {"number": number, "day": today, "words": now}


if __name__ == "__main__":
    main()
