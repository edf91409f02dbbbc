"""The site as backup: a copy of the memory beside the pages, and the way back from it. Start at `copies.py`."""

from planet.backup.copies import recover, state_file
from planet.backup.sources import Source, sources_of
from planet.backup.wholesale import restore

__all__ = ["Source", "recover", "restore", "sources_of", "state_file"]
