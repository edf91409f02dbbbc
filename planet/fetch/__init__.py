"""Feeds over HTTP and from files: who is due, what came, and when to ask again."""

from planet.fetch.crawler import crawl
from planet.fetch.holds import held_back
from planet.fetch.moves import address_of
from planet.fetch.request import user_agent
from planet.fetch.schedule import feeds_due, health_after

__all__ = ["address_of", "crawl", "feeds_due", "health_after", "held_back", "user_agent"]
