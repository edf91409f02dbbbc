"""Entries in, river out: which entries are shown, in which order, on which page. Pure."""

from planet.compose.atom_ids import choose_atom_ids
from planet.compose.backup import plan_backup
from planet.compose.closing import akin, can_close, close_pages, compose_end, told_of
from planet.compose.filtering import reads_openings
from planet.compose.freshness import freshness_of
from planet.compose.hiding import Hidden
from planet.compose.river import compose_river
from planet.compose.unread import needs_reading
from planet.compose.verdicts import put_right
from planet.compose.whereabouts import whereabouts

__all__ = [
    "Hidden",
    "akin",
    "can_close",
    "choose_atom_ids",
    "close_pages",
    "compose_end",
    "compose_river",
    "freshness_of",
    "needs_reading",
    "plan_backup",
    "put_right",
    "reads_openings",
    "told_of",
    "whereabouts",
]
