"""``hongmajia figures``: compare the kept sums of figures with the records, or make them anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hongmajia.insights.summing import differences, remake_sums


class Command(BaseCommand):
    """Compare (exit status 1 where they differ) or remake the sums that figures read."""

    help = "Compare the kept sums of figures with the records, or make them anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument(
            "--compare", action="store_true", help="count all records and name what differs"
        )
        chosen.add_argument("--rebuild", action="store_true", help="make all sums anew")

    def handle(self, *args: Any, compare: bool, rebuild: bool, **options: Any) -> None:
        if rebuild:
            self.stdout.write(f"made the sums of {remake_sums():,} unions")
            return
        found = 0
        for one in differences():
            found += 1
            where = f"{one.season} {one.union} {one.place}".strip()
            self.stdout.write(f"{where} {one.measure}: kept {one.kept}, counted {one.counted}")
        if found:
            raise CommandError(f"{found:,} sums differ; make them anew with --rebuild")
        self.stdout.write("all kept sums are equal to the records")
