"""Regions and the tree of unions."""

from functools import cached_property

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from hongmajia.core.name_fields import NameField, NameKeyField

from ..enums import UnionKind
from ..querysets import UnionManager

TELEPHONE = RegexValidator(r"^[0-9][0-9 -]{2,18}[0-9]$", _("请填电话号码，如0572-8061234。"))
"""The telephone of an office, or a short number such as 12351."""


class Region(models.Model):
    """A city or county, by its GB/T 2260 code.

    ``lon`` and ``lat`` are a rounded centroid in degrees; ``tile_x`` and ``tile_y`` the place of
    its tile on the schematic map (``tiles.py``), in tiles.
    """

    adcode = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=20)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lon = models.FloatField()
    lat = models.FloatField()
    tile_x = models.PositiveSmallIntegerField(null=True)
    tile_y = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["adcode"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """``德清县`` → ``德清``; a name of which one character would remain is not shortened."""
        for ending in ("畲族自治县", "市", "区", "县"):
            if self.name.endswith(ending) and len(self.name) - len(ending) >= 2:
                return self.name.removesuffix(ending)
        return self.name

    @property
    def place(self) -> str:
        """``湖州德清`` for a county, ``湖州`` for a city; reads ``parent``."""
        return f"{self.parent.short_name if self.parent else ''}{self.short_name}"


class Union(MP_Node):
    """A trade union in the tree of unions (django-treebeard, materialized paths).

    Its ``path`` starts with the path of each union above it; rights are granted by path.
    """

    name = NameField(_("名称"), max_length=60)
    name_key = NameKeyField()
    kind = models.CharField(_("层级"), max_length=12, choices=UnionKind.choices)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unions",
        verbose_name=_("地区"),
    )
    duty_phone = models.CharField(
        _("值班电话"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^[0-9][0-9 -]{2,18}[0-9]$", _("请填电话号码，如0572-8061234。"))
        ],
        help_text=_("公开在进度页上，下班以后也在填报页上，请填单位的电话。没有的，用上一级的。"),
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a union added by mistake was closed; it is offered nowhere from then on."""

    objects = UnionManager()

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this union are logged."""
        return f"union-{self.pk}"

    @cached_property
    def parent(self) -> "Union | None":
        """The union directly above, or ``None`` for the topmost."""
        return Union.objects.get_parent(self)
