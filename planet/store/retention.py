"""Which entries are forgotten: their text goes, and a light row stays, so that none of them comes back as new.

Age is not measured by the clock but by the newest entry that has a date of its own: a machine whose clock is ten years
ahead for a day forgets nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from planet.model.settings import KeepRules
from planet.store.columns import json_list, seconds_of
from planet.store.connection import Connection
from planet.store.openings import drop_openings
from planet.store.shells import drop_empty_shells

_DAY = 86400
_OLD = """
    SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed
    WHERE e.forgotten = 0
      AND e.name NOT IN (SELECT value FROM json_each(?))
      AND e.name NOT IN (SELECT value FROM json_each(coalesce(f.listed, '[]')))
      AND e.id NOT IN (SELECT entry FROM aliases WHERE name IN (SELECT value FROM json_each(coalesce(f.listed, '[]'))))
"""


def forget(connection: Connection, keep: KeepRules, shown: Collection[str], now: datetime) -> int:
    """Forget what `keep` says, but none of the names in `shown` and nothing that a feed still has; how many."""
    rows: set[int] = set()
    shown_names = json_list(shown)
    if keep.days:
        limit = _newest(connection, seconds_of(now)) - keep.days * _DAY
        found = connection.rows(f"{_OLD} AND e.placed_at < ?", (shown_names, limit))
        rows |= {int(row[0]) for row in found}
    if keep.per_feed:
        newer = (
            "SELECT id, row_number() OVER (PARTITION BY feed ORDER BY placed_at DESC, id DESC) AS place FROM entries"
        )
        found = connection.rows(
            f"{_OLD} AND e.id IN (SELECT id FROM ({newer} WHERE forgotten = 0) WHERE place > ?)",  # noqa: S608 - our own words
            (shown_names, keep.per_feed),
        )
        rows |= {int(row[0]) for row in found}
    gone = [(row,) for row in sorted(rows)]
    connection.write_many("DELETE FROM texts WHERE entry = ?", gone)
    drop_openings(connection, gone)
    connection.write_many(
        "UPDATE entries SET forgotten = 1, unread = 0, element_start = NULL, element_end = NULL WHERE id = ?", gone
    )
    if gone:
        drop_empty_shells(connection, [int(row[0]) for row in connection.rows("SELECT feed FROM shells")])
    return len(gone)


def _newest(connection: Connection, now: int) -> int:
    row = connection.row("SELECT max(placed_at) FROM entries WHERE placed_by IN ('published', 'updated')")
    return min(int(row[0]), now) if row and row[0] is not None else now
