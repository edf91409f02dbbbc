"""Rules of faithfulness: what makes a post as its author wrote it survive on another page.

Each rule is one module with one function over the parsed tree: `(root, around) -> Counter` of what it took out or
turned into something else, by name. Its docstring shows examples that are tests. Rules run once, before the policy is
applied, so they may read what it drops, and what they write is judged like everything else. `MARKS` of a module say
what has to be in the tree for its rule to have anything to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from planet.clean.html_tree import Element
from planet.clean.repair import (
    alignment,
    choices,
    code,
    embeds,
    empty_links,
    formula_images,
    formulas,
    fragments,
    headings,
    hidden,
    images,
    noise,
    notes,
    spoilers,
    tex,
    title,
    tracking,
)
from planet.clean.repair.seen import ALWAYS, Marks, Seen
from planet.clean.surroundings import Surroundings

Rule = Callable[[Element, Surroundings], Counter[str]]

RULES: Mapping[Rule, Marks] = {
    choices.apply_choices: ALWAYS,  # first: its selectors speak of the original
    images.show_real_images: images.MARKS,  # opens `noscript`, in which the others then look
    tracking.forget_trackers: tracking.MARKS,
    formula_images.name_formula_images: formula_images.MARKS,
    formulas.keep_formulas: formulas.MARKS,  # before what is hidden goes: formulas for screen readers are
    tex.mark_tex: tex.MARKS,
    code.clear_code: code.MARKS,
    spoilers.cover_spoilers: spoilers.MARKS,  # before what is hidden goes: some are, until they are wanted
    hidden.forget_hidden: hidden.MARKS,
    notes.set_notes_apart: notes.MARKS,
    embeds.link_embeds: embeds.MARKS,
    empty_links.forget_empty_links: empty_links.MARKS,
    noise.forget_noise: noise.MARKS,
    title.forget_repeated_title: ALWAYS,
    alignment.keep_alignment: alignment.MARKS,
    headings.renumber_headings: headings.MARKS,
    fragments.point_within_entry: fragments.MARKS,  # last: ids and fragments of what is left
}
"""Every rule in its order, with its marks."""


def repair(root: Element, around: Surroundings) -> Counter[str]:
    """Apply every rule that has something to do, in their order, and say what they took out."""
    removed: Counter[str] = Counter()
    seen = Seen(root)
    for rule, marks in RULES.items():
        if seen.any_of(marks):
            removed.update(rule(root, around))
    return removed
