"""Regions and the tree of unions."""

import re
from functools import cached_property

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from hongmajia.core.name_fields import NameField, NameKeyField
from hongmajia.engine.places.divisions import is_shared
from hongmajia.engine.places.names import short_name

from ..enums import UnionKind
from ..querysets import RegionQuerySet, UnionManager
from .provinces import Province

MUNICIPAL = re.compile("(市辖区|辖县)$")
"""The end of the name of a group in a municipality: 北京市辖区, 重庆辖县."""


class Region(models.Model):
    """A city or county, by its GB/T 2260 code.

    ``lon`` and ``lat`` are a rounded position in degrees; ``tile_x`` and ``tile_y`` the place of
    its tile on the schematic map (``tiles.py``), in tiles. A city without counties (东莞) is on the
    map of counties too, at ``county_x`` and ``county_y``. What is a ``group`` is no city: it holds
    the counties directly under the province (河南省直辖县, the districts of 北京).
    """

    adcode = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=20)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="regions")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lon = models.FloatField()
    lat = models.FloatField()
    tile_x = models.PositiveSmallIntegerField(null=True)
    tile_y = models.PositiveSmallIntegerField(null=True)
    county_x = models.PositiveSmallIntegerField(null=True)
    county_y = models.PositiveSmallIntegerField(null=True)
    is_group = models.BooleanField(default=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["adcode"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """``德清县`` → ``德清``; a name of which one character would remain is not shortened.

        Nor is one that would then be that of its city or of another county there (长沙县).
        """
        return self.name if self.is_group or is_shared(self.adcode) else short_name(self.name)

    @property
    def place(self) -> str:
        """``湖州德清`` for a county, ``湖州`` for a city; reads ``parent``.

        ``北京朝阳`` for a district of a municipality, ``济源`` for a county under no city,
        ``长沙县`` for one called like its city.
        """
        if self.parent and self.name.startswith(self.parent.short_name):
            return self.name
        city = self.parent.short_name if self.parent else ""
        if self.parent and self.parent.is_group:
            city = MUNICIPAL.sub("", city) if MUNICIPAL.search(city) else ""
        return f"{city}{self.short_name}"

    @property
    def is_undivided(self) -> bool:
        """Whether it is a county, or a city without counties."""
        return self.parent_id is not None or self.county_x is not None


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
    in_charge = NameField(
        _("志愿服务负责人"),
        max_length=30,
        blank=True,
        help_text=_("印在志愿服务证书上，填姓名。"),
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
