"""``hongmajia reindex``: put the words of all records into the search again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from hongmajia.core.indexes import renew_all_words


class Command(BaseCommand):
    """Works in batches while the product runs; a second run changes nothing."""

    help = "Put the words of all records into the search again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell of each table how many rows it has."""
        total = 0
        for model, count in renew_all_words():
            self.stdout.write(f"{model._meta.label} {count}")
            total += count
        self.stdout.write(_("%(n)s条记录的文字都重新编进了查找。") % {"n": total})
