"""Rules of faithfulness: what makes a post as its author wrote it survive on another page.

Each rule is one module with one function over the parsed tree: `(root, around) -> Counter` of what it took out or
turned into something else, by name. Its docstring shows examples that are tests. Rules run once, before the policy is
applied, so they may read what it drops, and what they write is judged like everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from planet.clean.html_tree import Element
from planet.clean.repair.alignment import keep_alignment
from planet.clean.repair.choices import apply_choices
from planet.clean.repair.code import clear_code
from planet.clean.repair.embeds import link_embeds
from planet.clean.repair.empty_links import forget_empty_links
from planet.clean.repair.formula_images import name_formula_images
from planet.clean.repair.formulas import keep_formulas
from planet.clean.repair.fragments import point_within_entry
from planet.clean.repair.headings import renumber_headings
from planet.clean.repair.hidden import forget_hidden
from planet.clean.repair.images import show_real_images
from planet.clean.repair.noise import forget_noise
from planet.clean.repair.title import forget_repeated_title
from planet.clean.repair.tracking import forget_trackers
from planet.clean.surroundings import Surroundings

Rule = Callable[[Element, Surroundings], Counter[str]]

RULES: tuple[Rule, ...] = (
    apply_choices,  # first: its selectors speak of the original
    show_real_images,  # opens `noscript`, in which the others then look
    forget_trackers,
    name_formula_images,
    keep_formulas,  # before what is hidden goes: formulas for screen readers are
    clear_code,
    forget_hidden,
    link_embeds,
    forget_empty_links,
    forget_noise,
    forget_repeated_title,
    keep_alignment,
    renumber_headings,
    point_within_entry,  # last: ids and fragments of what is left
)


def repair(root: Element, around: Surroundings) -> Counter[str]:
    """Apply every rule in its order, and say what they took out."""
    removed: Counter[str] = Counter()
    for rule in RULES:
        removed += rule(root, around)
    return removed
