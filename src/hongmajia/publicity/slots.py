"""Slots on the pages of news and projects, which rooms to the right fill."""

from enum import StrEnum


class NewsSlot(StrEnum):
    """The slots of the pages of news."""

    CAMPAIGNS = "news.campaigns"
    """part: the campaigns to which a piece of news belongs; the URL takes its key"""
    CAMPAIGN_LIST = "news.campaign_list"
    """link: all campaigns; the URL takes no key"""


class ProjectSlot(StrEnum):
    """The slots of the pages of exemplary projects."""

    FIGURES = "project.figures"
    """part: what was done, counted from the records; the URL takes the key of the project"""
