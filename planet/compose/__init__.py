"""Entries in, river out: which entries are shown, in which order, on which page. Pure."""

from planet.compose.atom_ids import choose_atom_ids
from planet.compose.backup import plan_backup
from planet.compose.freshness import freshness_of
from planet.compose.river import compose_river

__all__ = ["choose_atom_ids", "compose_river", "freshness_of", "plan_backup"]
