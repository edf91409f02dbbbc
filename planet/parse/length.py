"""No more of a document than may be read: a hundred thousand entries cost what the first ones cost. Pure."""

from __future__ import annotations

import re

from planet.model.late import late

# What CDATA and comments hold is text, also where it looks like an entry.
_ENTRY = late(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)(?:[A-Za-z_][\w.-]*+:)?(?:item|entry)(?=[\s/>])[^<>]*+>?",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNING = re.compile(r"<(?:[A-Za-z_][\w.-]*+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)


def first_entries(text: str, most: int) -> tuple[str, int]:
    """The document with its first `most` entries and all that is no entry; and how many it had (0: no more than that).

    What stands behind the last entry stays: it closes the elements that are open, and may be the feed's own title.
    """
    if text.count("<") <= most or sum(1 for _ in _BEGINNING.finditer(text)) <= most:
        return text, 0
    begun, cut, end = 0, len(text), len(text)
    for tag in _ENTRY().finditer(text):
        if tag[1] is None:
            continue
        if tag[1]:
            end = tag.end()
            continue
        begun += 1
        cut = tag.start() if begun == most + 1 else cut
    return (text[:cut] + text[max(end, cut) :], begun) if begun > most else (text, 0)
