"""Strangers' words made harmless for a terminal and for a log that a machine reads."""

from __future__ import annotations

import unicodedata

_LIMIT = 300
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def plain(text: str, limit: int = _LIMIT) -> str:
    """One line that prints as it reads: no control, format or line-end characters, at most `limit` characters.

    Escape sequences could repaint a terminal (promises 3.12). GitHub's runner obeys `::command::` at the start of a
    line and `##[command]` anywhere in one (promises 3.11), so both are broken up with a space.
    """
    line = text[: limit * 4]
    if not line.isprintable():  # most texts are
        line = "".join(" " if unicodedata.category(char) in _UNPRINTABLE else char for char in line)
    line = " ".join(line.split()).replace("##[", "## [")
    line = f": {line[1:]}" if line.startswith("::") else line
    return line if len(line) <= limit else line[: limit - 1] + "…"
