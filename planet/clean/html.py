"""The sanitiser: a stranger's HTML in, HTML that is safe on our page out. Imported in children only.

    bound ─▶ parse once ─▶ repair ─▶ sieve (the policy) ─▶ boxes that scroll ─▶ bleach's filter ─▶ nh3 ─▶ shown
                                └──────────────── again, if that would change anything ◀──────────────┘

Nothing touches the markup after nh3. Repair rules run once, so they are not part of the law that cleaning what is
clean changes nothing.
"""

from __future__ import annotations

import html as html_module
from collections import Counter

from planet.clean.bounds import OURS, STRANGERS, cut_to_size
from planet.clean.gate import agree, passed, serialized
from planet.clean.html_tree import Element, Node, Tree, parse
from planet.clean.repair import repair
from planet.clean.scrolling import box_wide_parts
from planet.clean.sieve import Sieve
from planet.clean.surroundings import Surroundings
from planet.clean.text import plain_lines, unescaped, without_tags
from planet.model.atom import SafeHtml
from planet.urls import host_of
from planet.values import dataclass, replace

MAX_PASSES = 3
MAX_REMOVED = 20

TOO_LONG = "it is longer than 4 MiB"
TOO_DEEP = "its HTML is too complex"
TOO_CONFUSED = "its HTML is too confused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The outcome. `removed` names what was taken out, `problem` says why less than the author wrote is here.

    `agreed` tells whether bleach and nh3 saw the same HTML.
    """

    html: SafeHtml
    removed: tuple[str, ...] = ()
    problem: str | None = None
    agreed: bool = True


def clean_html(html: str, around: Surroundings, *, is_cut: bool = False) -> Cleaned:
    """Repair and sanitise what a stranger wrote; never raises, whatever it is. `is_cut`: there was more of it."""
    html, is_too_long = cut_to_size(html)
    is_cut = is_cut or is_too_long
    tree = parse(html, STRANGERS)
    is_bounded = tree.cut or tree.thinned
    if is_cut or is_bounded:
        tree.root.children.extend(_way_on(around))
    repaired = repair(tree.root, around)
    cleaned = _settled(tree, around, repaired)
    if cleaned.problem is None and (is_cut or is_bounded):
        return replace(cleaned, problem=TOO_LONG if is_cut else TOO_DEEP)
    return cleaned


def sanitize(html: str, around: Surroundings) -> SafeHtml:
    """Only what the policy permits of some HTML, unrepaired. Sanitising the result again gives the same."""
    return _settled(parse(html, OURS), around, Counter()).html


def _settled(tree: Tree, around: Surroundings, removed: Counter[str]) -> Cleaned:
    """Sieve and gate until a further time would change nothing; text alone when that does not come to an end.

    Where both looks agree that time has come: our tree, written down, is what a browser's parser reads and writes.
    """
    shown, agreed, taken = _once(tree, around)
    removed = removed + taken
    settled = agreed
    for _ in range(MAX_PASSES):
        if settled:
            return Cleaned(html=SafeHtml(shown), removed=_listed(removed), agreed=agreed)
        before = shown
        shown, _agreed, _taken = _once(parse(before, OURS), around)
        settled = shown == before
    if settled:
        return Cleaned(html=SafeHtml(shown), removed=_listed(removed), agreed=agreed)
    return Cleaned(html=_text_alone(shown), removed=_listed(removed), problem=TOO_CONFUSED, agreed=False)


def _once(tree: Tree, around: Surroundings) -> tuple[str, bool, Counter[str]]:
    sieve = Sieve(around)
    sieve.sift(tree.root)
    box_wide_parts(tree.root, around.label)
    ours = serialized(tree.root, around.policy)
    shown = passed(ours, around.policy)
    return shown, agree(ours, shown), sieve.removed


def _way_on(around: Surroundings) -> list[Node]:
    """A paragraph with a link to the original, for what is cut off here."""
    if around.own is None:
        return []
    link = Element("a")
    link.attributes = {"href": around.own}
    link.children = [f"{host_of(around.own)} …"]
    paragraph = Element("p")
    paragraph.children = [link]
    return [paragraph]


def _text_alone(html: str) -> SafeHtml:
    text = plain_lines(unescaped(without_tags(html)))
    return SafeHtml(f"<p>{html_module.escape(' '.join(text.split()), quote=False)}</p>")


def _listed(removed: Counter[str]) -> tuple[str, ...]:
    """`("script ×2", "style")`, the most first."""
    return tuple(f"{name} ×{count}" if count > 1 else name for name, count in removed.most_common(MAX_REMOVED))
