"""In which order files take their places, so that nothing readers can reach refers to a file that is not there yet."""

from __future__ import annotations

from pathlib import PurePosixPath

INDEX = PurePosixPath("index.html")
"""Where every reader begins; the last file to change."""

Turn = tuple[bool, bool, int, PurePosixPath]

_FEEDS = frozenset({".xml", ".opml", ".json", ".atom", ".rss"})
_PAGES = frozenset({".html", ".htm"})


def turn_of(path: PurePosixPath, *, exists: bool) -> Turn:
    """When a file's turn comes: sort by it to write, and in reverse to remove.

    Only files that exist can be reached, so those that do not come first: two new pages may refer to each other. Then
    assets before feeds before pages, because pages refer to both and feeds to nothing but the index.
    """
    kind = 2 if path.suffix in _PAGES else 1 if path.suffix in _FEEDS else 0
    return (path == INDEX, exists, kind, path)
