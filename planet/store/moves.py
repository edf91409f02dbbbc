"""A feed whose address was edited in the configuration keeps its history.

A feed that has never been read, while one that is stored has left the configuration and shares entries with it, is that
feed. One shared entry is enough on the same host, or where the old address said that it had moved there; else it must
be two, and half of the document: nobody's history is taken over by somebody who copies a post.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from planet.model.atom import RawFeed
from planet.model.fetching import FeedHealth
from planet.store.codec import CodecError, from_json
from planet.store.columns import json_list, storable
from planet.store.connection import Connection
from planet.store.saving import shared_entries
from planet.urls import plain_host

_ALWAYS = timedelta(days=1)


def take_over_history(
    connection: Connection, url: str, document: RawFeed, left: Collection[str], now: datetime
) -> str | None:
    """Give the feed at `url` the history of the feed that it was before, if it was one; that feed's address.

    `left` are the addresses of the feeds that have left the configuration.
    """
    if not left or not document.entries:  # a feed that was never read has nothing left out
        return None
    own = connection.row("SELECT id, raw FROM feeds WHERE url = ?", (storable(url),))
    if own is not None and own["raw"] is not None:
        return None
    best: tuple[int, int, str] | None = None
    rows = connection.rows(
        "SELECT id, url, origin, health FROM feeds WHERE url IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json_list(left),),
    )
    for row, old, origin, health in rows:
        shared = shared_entries(connection, row, origin, document, now + _ALWAYS)
        if shared >= _needed(url, old, health, document) and (best is None or shared > best[0]):
            best = (shared, row, old)
    if best is None:
        return None
    _rename(connection, best[1], best[2], url, None if own is None else int(own["id"]))
    return best[2]


def _needed(url: str, old: str, health: str, document: RawFeed) -> int:
    try:
        move = from_json(FeedHealth, health).move
    except CodecError:
        move = None
    if plain_host(url) == plain_host(old) or (move is not None and move.to == url):
        return 1
    return max(2, (len(document.entries) + 1) // 2)


def _rename(connection: Connection, row: int, old: str, url: str, stub: int | None) -> None:
    if stub is not None:  # it has failed until now, and has nothing
        connection.write("DELETE FROM feeds WHERE id = ?", (stub,))
    before = connection.row("SELECT was FROM feeds WHERE id = ?", (row,))
    was = [*(json.loads(before["was"]) if before and before["was"] else []), old]
    connection.write("UPDATE feeds SET url = ?, was = ? WHERE id = ?", (storable(url), json.dumps(was), row))
