"""Atom feeds (RFC 4287) of public lists; a room declares what its entries are."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from .addresses import absolute

MOST = 50
"""Entries of a feed, the newest ones."""


class PublicFeed(Feed):  # type: ignore[type-arg]  # takes none at run time
    """The newest rows of a public list. A subclass has ``title``, ``path``, ``rows`` and ``at``."""

    feed_type = Atom1Feed

    def path(self) -> str:
        """The path of the list's page."""
        raise NotImplementedError

    def rows(self) -> Any:
        """The public rows, the newest first."""
        raise NotImplementedError

    def at(self, row: Any) -> datetime:
        """When the row was published."""
        raise NotImplementedError

    def page(self, row: Any) -> str:
        """The path of the row's page."""
        raise NotImplementedError

    def link(self) -> str:
        return absolute(self.path())

    def items(self) -> Any:
        return list(self.rows()[:MOST])

    def item_link(self, item: Any) -> str:
        return absolute(self.page(item))

    def item_pubdate(self, item: Any) -> datetime:
        return self.at(item)

    def item_updateddate(self, item: Any) -> datetime:
        return self.at(item)

    def item_title(self, item: Any) -> str:
        return str(item.title)
