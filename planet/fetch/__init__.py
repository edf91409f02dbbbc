"""Feeds over HTTP and from files: who is due, what came, and when to ask again."""

from planet.fetch.crawler import crawl
from planet.fetch.request import user_agent
from planet.fetch.schedule import feeds_due, health_after

__all__ = ["crawl", "feeds_due", "health_after", "user_agent"]
