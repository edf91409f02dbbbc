"""Rules of faithfulness: what makes a post as its author wrote it survive on another page.

Each rule is one module with one function over the parsed tree: `(root, around) -> Counter` of what it took out or
turned into something else, by name. Its docstring shows examples that are tests. Rules run once, before the policy is
applied, so they may read what it drops, and what they write is judged like everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from planet.clean.html_tree import Element
from planet.clean.repair.embeds import link_embeds
from planet.clean.repair.fragments import point_within_entry
from planet.clean.repair.headings import renumber_headings
from planet.clean.surroundings import Surroundings

Rule = Callable[[Element, Surroundings], Counter[str]]

RULES: tuple[Rule, ...] = (link_embeds, renumber_headings, point_within_entry)


def repair(root: Element, around: Surroundings) -> Counter[str]:
    """Apply every rule in its order, and say what they took out."""
    removed: Counter[str] = Counter()
    for rule in RULES:
        removed += rule(root, around)
    return removed
