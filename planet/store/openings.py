"""How the text of each entry begins: apart from its row, because only a filter on words reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planet.store.columns import json_list, storable
from planet.store.connection import Connection


def keep_openings(connection: Connection, openings: Iterable[tuple[int, str]]) -> None:
    """Row of an entry → how its text begins."""
    connection.write_many(
        "INSERT OR REPLACE INTO openings (entry, opening) VALUES (?, ?)",
        [(row, storable(opening)) for row, opening in openings],
    )


def openings_of(connection: Connection, urls: Collection[str]) -> dict[str, str]:
    """Entry name → how its text begins, for every stored entry of the feeds that has a text."""
    rows = connection.rows(
        "SELECT e.name, o.opening FROM feeds f JOIN entries e ON e.feed = f.id JOIN openings o ON o.entry = e.id"
        " WHERE f.url IN (SELECT value FROM json_each(?)) AND e.forgotten = 0 AND o.opening != ''",
        (json_list(urls),),
    )
    return {str(name): str(opening) for name, opening in rows}


def openings_named(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Entry name → how its text begins, for each of these that has a text."""
    rows = connection.rows(
        "SELECT e.name, o.opening FROM entries e JOIN openings o ON o.entry = e.id"
        " WHERE e.name IN (SELECT value FROM json_each(?)) AND e.forgotten = 0 AND o.opening != ''",
        (json_list(names),),
    )
    return {str(name): str(opening) for name, opening in rows}


def drop_openings(connection: Connection, rows: Iterable[tuple[int]]) -> None:
    """Forget them, with the texts of these entries."""
    connection.write_many("DELETE FROM openings WHERE entry = ?", list(rows))
