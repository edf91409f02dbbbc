"""Nothing that strangers wrote reaches a page or a feed but through here."""

from planet.clean.brief import brief_entry, brief_key
from planet.clean.entry import clean_entry, clean_key, shorten
from planet.clean.feed import clean_feed
from planet.clean.frames import clean_frame, clean_job
from planet.clean.markdown_text import clean_markdown, markdown_key

__all__ = [
    "CLEANING",
    "brief_entry",
    "brief_key",
    "clean_entry",
    "clean_feed",
    "clean_frame",
    "clean_job",
    "clean_key",
    "clean_markdown",
    "markdown_key",
    "shorten",
]

CLEANING = ("planet.clean.offline", "bleach", "nh3", "planet.clean.html", "planet.clean.paragraphs")
"""What a child process imports before it cleans."""
