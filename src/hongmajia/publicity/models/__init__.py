"""News, with what is passed on of it, and exemplary projects."""

from .news import Mention, NewsItem, NewsPhoto, Passing
from .plan import PlanEntry
from .projects import Project, ProjectStep

__all__ = ["Mention", "NewsItem", "NewsPhoto", "Passing", "PlanEntry", "Project", "ProjectStep"]
