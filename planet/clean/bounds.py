"""How much of a stranger's HTML is looked at, in numbers, and the cut to size that comes before everything else.

The HTML parser and bleach are quadratic in depth and in attributes (measured on bleach 6.4: a depth of 50,000 does not
end in 95 s, 20,000 attributes take 10 s), so depth, attributes and names are bounded in `html_tree` while it reads;
size is bounded here. An entry that needs more is shown up to there, with a link to the original.
"""

from __future__ import annotations

from planet.values import dataclass

MAX_BYTES = 4 * 1024 * 1024
NEARBY = 64 * 1024  # characters
MAX_ATTRIBUTES = 64
MAX_NAME_LENGTH = 128
MANY_TAGS = (
    1000  # lifted out of the depth, no more is said of it: a post about a stack overflow nests 993 spans in jest
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How deep a tree may be, and after how many elements or tokens (tags, references, runs of text) reading stops."""

    depth: int
    elements: int
    tokens: int


# 4 MiB of ordinary prose are 200,000 tokens; these are read and cleaned in about 3 s.
STRANGERS = Bounds(depth=100, elements=50_000, tokens=220_000)
# What we wrote ourselves has implied tags written out and references in place of some characters: never cut again.
OURS = Bounds(depth=200, elements=250_000, tokens=5_000_000)


def cut_to_size(html: str, limit_bytes: int = MAX_BYTES) -> tuple[str, bool]:
    """The html within `limit_bytes` of UTF-8, cut where a tag ends if one does nearby, and whether anything was cut."""
    if len(html) * 4 <= limit_bytes:
        return html, False
    data = html.encode("utf-8", "replace")
    if len(data) <= limit_bytes:
        return html, False
    head = data[:limit_bytes].decode("utf-8", "ignore")
    end, opened = head.rfind(">") + 1, head.rfind("<")
    if end < len(head) - NEARBY:
        end = opened if opened >= end else len(head)  # one long text, or a tag that does not end
    return head[:end] or head, True
