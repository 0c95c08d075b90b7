"""Which section of the handbook explains a page of the product to its reader (这一页怎么用)."""

from typing import Any

from django.urls import reverse

from hongmajia.unions.enums import Role

from .pages import pages

BY_ROLE = {
    Role.CADRE: ("cadre", "hotline", "administrator"),
    Role.LIAISON: ("contact", "hotline"),
    Role.REVIEWER: ("reviewer",),
    Role.LEADER: ("leader",),
}
WITHOUT_ROLE = ("artisan", "team", "contact", "asker")
WITHOUT_ACCOUNT = ("asker", "contact", "artisan")


def slugs_for(user: Any) -> list[str]:
    """The pages that are written for ``user``, the most fitting first."""
    if not user.is_authenticated:
        return list(WITHOUT_ACCOUNT)
    by_role = [slug for role, slugs in BY_ROLE.items() if user.scope(role) for slug in slugs]
    return by_role or list(WITHOUT_ROLE)


def section_for(view: str, user: Any) -> str:
    """The address of the section about the page whose URL is named ``view``; empty if none is."""
    for slug in slugs_for(user):
        for section in pages()[slug].text.sections:
            if view in section.views:
                return f"{reverse('help_page', args=[slug])}#{section.anchor}"
    return ""
