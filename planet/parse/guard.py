"""Ids as their authors wrote them, past feedparser. Pure.

It resolves ids against the document's address unless they say isPermaLink="false" (in Atom too), so that every id of a
feed would change with the feed's address: a flood of old posts. What is kept, compared and laid out is the document
without these guards; feedparser alone gets to see them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from planet.model.late import late

PERMALINK = "\ufdd0"
"""Put before an id that may be a link (`parse/convert.py` takes it off again); no document can contain it."""

# A quoted value may hold what would end the tag outside of one; a quote that is never closed is a character.
_ID = late(r"""<((?:[a-z_][\w.-]*+:)?(?:guid|id))((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)?)(?<!/)>""", re.IGNORECASE)
_IS_PERMALINK = late(r"""\sisPermaLink\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def guarded(document: bytes, entries: Iterable[tuple[int, int]], *, head: int, tail: int) -> bytes:
    """The document (UTF-8) with none but these of its entries, which all lie from `head` to `tail`, guarded.

    Each is guarded by itself, so that it is the same in any company.
    """
    pieces = (document[:head], *(document[start:end] for start, end in entries), document[tail:])
    return b"".join(map(guarded_whole, pieces))


def guarded_whole(document: bytes) -> bytes:
    """All of a document (UTF-8), guarded."""
    return guard_ids(document.decode()).encode()


def guard_ids(text: str) -> str:
    """The document with its ids as their authors wrote them."""
    return outside_cdata(text, lambda outside: _ID().sub(_guarded_id, outside))


def outside_cdata(text: str, change: Callable[[str], str]) -> str:
    """The document with what is not CDATA changed: there a tag belongs to the author's HTML."""
    outside, *rest = text.split("<![CDATA[")
    pieces = [change(outside)]
    for part in rest:
        inside, end, outside = part.partition("]]>")
        pieces += ("<![CDATA[", inside, end, change(outside))
    return "".join(pieces)


def _guarded_id(tag: re.Match[str]) -> str:
    name, attributes = tag[1], tag[2]
    said = _IS_PERMALINK().search(attributes)
    if said and (said[1] or said[2] or "").strip().lower() == "false":
        return tag[0].replace(said[0], ' isPermaLink="false"')
    if said:
        attributes = attributes.replace(said[0], "")
    return f'<{name}{attributes} isPermaLink="false">{PERMALINK}'
