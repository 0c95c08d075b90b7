"""``hongmajia demo``: load the demonstration season, or a larger synthetic province."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from hongmajia.demo.accounts import account_list
from hongmajia.demo.season import load_season
from hongmajia.demo.synthetic import load_province
from hongmajia.unions.models import Union


class Command(BaseCommand):
    """Fill an empty database with the demonstration and print its accounts."""

    help = "Fill an empty database with the demonstration season, or with a synthetic province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when data is there")
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N",
            help="synthetic: N × 1,000 needs and N × 200 helpers beside the season",
        )  # fmt: skip
        parser.add_argument(
            "--years", type=int, default=1, choices=(1, 2, 3),
            help="seasons that get so many needs: the present one and those before it",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, default=1, help="same seed, same province")

    def handle(
        self, *args: Any, if_empty: bool, scale: int, years: int, seed: int, **options: Any
    ) -> None:
        call_command("migrate", verbosity=0)
        if not Union.objects.exists():
            load_season()
        elif not if_empty and not scale:
            raise CommandError("The database is not empty; the season is loaded once only.")
        if scale:
            load_province(scale, seed, self.stdout.write, years)
        self.stdout.write(account_list())
