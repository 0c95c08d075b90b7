"""``hongmajia reread``: find persons and firms in stored texts anew, after an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from hongmajia.core.rereading import read_all_again


class Command(BaseCommand):
    """Works in batches while the product runs; a second run changes nothing."""

    help = "Read the stored public texts again and blank what is found now in them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell of each table how many rows got marks."""
        total = 0
        for model, count in read_all_again():
            self.stdout.write(f"{model._meta.label} {count}")
            total += count
        self.stdout.write(_("公开的文字都重新看过了，%(n)s条有改动。") % {"n": total})
