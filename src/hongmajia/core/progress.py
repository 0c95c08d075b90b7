"""How far long work has come, told between processes.

Work that ends in one transaction cannot write its progress to the database: nobody would see it
before the end. So it stands in a small shared file cache.
"""

from django.core.cache import caches

KEPT = 24 * 3600


def tell(work: str, done: int, total: int) -> None:
    """Note that ``done`` of ``total`` steps of ``work`` (``import-12``) are done; a hundred
    notes or fewer are written over its whole length."""
    if done == total or done % max(total // 100, 1) == 0:
        caches["progress"].set(work, (done, total), KEPT)


def of(work: str) -> tuple[int, int]:
    """(done, total) of ``work``; (0, 0) before it has said anything."""
    done, total = caches["progress"].get(work, (0, 0))
    return done, total
