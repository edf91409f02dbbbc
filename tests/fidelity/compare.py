"""What of an original is in ours: characters, and counts of each construct. Pure."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COUNTED = {
    "ladders": "line breaks, of a ladder the first two",
    "br": "line breaks, all",
    "links": "links",
    "images": "images",
    "rows": "table rows",
    "items": "list items",
    "starts": "starts and types of lists",
    "headings": "headings",
    "fragments": "links within the entry that work",
    "formulas": "formulas",
    "dir": "`dir`",
    "lang": "`lang`",
    "media": "audio and video",
}
_SHAPELESS = re.compile("[\\s\u200b-\u200d\u2060\ufeff\xad\x00-\x1f]+")
_LARGEST_ALIGNED = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How much of one entry there is in ours. `constructs` gives (how many there were, how many are left)."""

    name: str
    characters: int
    kept: int
    constructs: Mapping[str, tuple[int, int]]
    leaked: tuple[str, ...] = ()
    missing: str = ""
    removed: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float:
        """The share of characters kept, 1 for an entry that has none."""
        return self.kept / self.characters if self.characters else 1.0


def compare(name: str, original: Mapping[str, Any], ours: Mapping[str, Any], removed: tuple[str, ...]) -> Kept:
    """What `look.js` saw of both, side by side."""
    before, after = squeezed(original["text"]), squeezed(ours["text"])
    kept, missing = aligned(before, after)
    return Kept(
        name=name,
        characters=len(before),
        kept=kept,
        constructs=_constructs(original, ours),
        leaked=tuple(secret for secret in original["hidden"] if secret in after and secret not in before),
        missing=missing[:200],
        removed=removed,
    )


def squeezed(text: str) -> str:
    """The text without white space and without characters that have no shape."""
    return "".join(
        character
        for character in text
        if not character.isspace() and character not in "\u200b\u200c\u200d\ufeff\xad\u2060"
    )


def aligned(before: str, after: str) -> tuple[int, str]:
    """How many characters of `before` are in `after` in the same order, and the first that are not."""
    if before == after:
        return len(before), ""
    start = _common(before, after)
    rest, other = before[start:], after[start:]
    end = _common(rest[::-1], other[::-1])
    rest, other = rest[: len(rest) - end], other[: len(other) - end]
    if len(rest) * len(other) > _LARGEST_ALIGNED:
        # Too long to align: count what there is, whatever its order.
        lost = Counter(rest) - Counter(other)
        return len(before) - lost.total(), rest[:200]
    blocks = difflib.SequenceMatcher(None, rest, other, autojunk=False).get_matching_blocks()
    kept, position, missing = 0, 0, []
    for block in blocks:
        missing.append(rest[position : block.a])
        position = block.a + block.size
        kept += block.size
    return start + end + kept, " … ".join(part for part in missing if part)


def _common(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _constructs(original: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    before, after = original["counts"], ours["counts"]
    found = {key: (before[key], min(before[key], after[key])) for key in COUNTED}
    found["listings"] = (len(original["listings"]), _listings_kept(original["listings"], ours["listings"]))
    linked = (Counter(after["hrefs"]) - Counter(before["hrefs"])).total()
    found["embeds"] = (before["embeds"], min(before["embeds"], linked))
    return found


def _listings_kept(original: list[tuple[str, bool]], ours: list[tuple[str, bool]]) -> int:
    """How many listings are the same to the last space; of those laid out in boxes, blank lines aside."""
    left = Counter(text for text, _boxed in ours)
    squeezed_left = Counter(_without_blank_lines(text) for text, _boxed in ours)
    kept = 0
    for text, boxed in original:
        counted, key = (squeezed_left, _without_blank_lines(text)) if boxed else (left, text)
        if counted[key] > 0:
            counted[key] -= 1
            kept += 1
    return kept


def _without_blank_lines(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", text)
