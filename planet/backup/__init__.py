"""The site as backup: a copy of the memory beside the pages, and the way back from it. Start at `copies.py`."""

from planet.backup.copies import Recovered, recover_if_lost, state_file
from planet.backup.sources import Source, sources_of
from planet.backup.wholesale import restore

__all__ = ["Recovered", "Source", "recover_if_lost", "restore", "sources_of", "state_file"]
