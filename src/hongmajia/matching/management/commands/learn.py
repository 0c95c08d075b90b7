"""``hongmajia learn``: fit the weights of matching anew to what people chose.

It keeps lessons from acceptances, refusals because of the trade, cadres' choices and confirmed
results, fits the weights, and shows before and after on lessons held back. Nothing changes until a
person runs it with ``--use``; weights that are not better are refused.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hongmajia.engine import Trial, fitted_weights

from ...actions.learning import choose_weights, keep_lessons, try_lessons
from ...index import index_of_everyone
from ...weights import chosen_at, use_shipped, weights_in_use


class Command(BaseCommand):
    """Learn the weights of matching from use, and use them if a person says so."""

    help = "Fit the weights of matching to what people chose; show before and after."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--use", action="store_true", help="use the learnt weights from now on")
        choice.add_argument("--shipped", action="store_true", help="use the shipped weights again")

    def handle(self, *args: Any, use: bool, shipped: bool, **options: Any) -> None:
        if shipped:
            use_shipped()
            self.stdout.write(_("现在用的是出厂的权重。"))
            return
        index = index_of_everyone()
        count = keep_lessons(index)
        with_meaning = index.meaning is not None
        found = try_lessons(with_meaning=with_meaning)
        kept = _("留下对接经验%(count)s条，这次能用%(used)s条。")
        self.stdout.write(kept % {"count": count, "used": found.lessons})
        self._show(found, with_meaning)
        if not use:
            return
        if not choose_weights(found, with_meaning=with_meaning):
            raise CommandError(_("没有换，权重照旧。"))
        self.stdout.write(self.style.SUCCESS(_("已换上学到的权重，新的推荐和对接都按它算。")))

    def _show(self, found: Trial, with_meaning: bool) -> None:
        """Print the weights, the figures before and after, and what forbids the new ones."""
        if found.weights is not None:
            self._print_weights(found, with_meaning)
            self.stdout.write(_held_sentence(found))
            self.stdout.write(_known_sentence(found))
        for fault in found.faults:
            self.stdout.write(self.style.ERROR(FAULTS[fault.code](fault.params)))
        if found.is_better:
            self.stdout.write(_("学到的比出厂的好。要换上，请运行 hongmajia learn --use。"))
        if chosen_at():
            self.stdout.write(_("现在用的是学到的权重。"))
            self.stdout.write(_("要换回出厂的，请运行 hongmajia learn --shipped。"))

    def _print_weights(self, found: Trial, with_meaning: bool) -> None:
        """Print each weight: shipped, in use, learnt."""
        assert found.weights is not None
        now = weights_in_use(with_meaning=with_meaning)
        sets = (fitted_weights(with_meaning), now, found.weights)
        shown = [each.as_dict()["parts"] for each in sets]
        self.stdout.write(f"{'':<10}{_('出厂'):>8}{_('在用'):>8}{_('学到'):>8}")
        for name in shown[0]:
            self.stdout.write(f"{name:<10}" + "".join(f"{each[name]:>10.3f}" for each in shown))


def _held_sentence(found: Trial) -> str:
    """Before and after on the lessons held back."""
    before, before_chance, after, after_chance = found.held
    words = _(
        "留出来检验的经验：平均倒数排名%(before).3f → %(after).3f，"
        "对数似然%(before_chance).3f → %(after_chance).3f"
    )
    return words % {
        "before": before, "after": after,
        "before_chance": before_chance, "after_chance": after_chance,
    }  # fmt: skip


def _known_sentence(found: Trial) -> str:
    """Before and after on the known pairs."""
    before, after = found.known
    words = _("出厂时已知的对接：平均倒数排名%(before).3f → %(after).3f")
    return words % {"before": before, "after": after}


FAULTS = {
    "broken": lambda p: _("有%(count)s条经验的数字不对，不能用来学。") % p,
    "too_few": lambda p: _("只有%(count)s条经验，少于%(least)s条，学了不可靠。") % p,
    "one_helper": lambda p: _("%(percent)s%%的经验出自同一位师傅，学了会偏。") % p,
    "upside_down": lambda p: _("这些经验大多选了最不合适的人，像是记反了或被人动过，不能用来学。"),
    "worse_held": lambda p: _("在留出来检验的经验上没有比出厂的好。"),
    "worse_known": lambda p: _("在出厂时已知的对接上变差了。"),
    "forced": lambda p: _("有的权重涨得太多（%(parts)s），不像是用出来的。") % {
        "parts": "、".join(p["parts"])
    },
}  # fmt: skip
"""The sentence of each fault."""
