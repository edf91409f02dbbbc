"""What was decided about an entry and is not plain from its row: kept for `explain`, so that it tells what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planet.model.entries import StoryLine
from planet.store.columns import json_list, storable, time_of
from planet.store.connection import Connection
from planet.store.recognition import Rule
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about the entry in row `entry`.

    It was known by `rule` when its feed called it `detail`, and is now called `alias` too; or its feed gave it another
    date (`redated`), and it stayed.
    """

    entry: int
    rule: Rule | str
    detail: str
    alias: str | None = None


def keep_decisions(connection: Connection, decisions: Iterable[Decision], now: int) -> None:
    """Write them down; a decision of the same kind about the same entry is told as it was last."""
    told = list(decisions)
    connection.write_many(
        "INSERT OR REPLACE INTO aliases (name, entry) VALUES (?, ?)",
        [(one.alias, one.entry) for one in told if one.alias],
    )
    connection.write_many(
        "INSERT OR REPLACE INTO decisions (entry, rule, detail, decided_at) VALUES (?, ?, ?, ?)",
        [(one.entry, one.rule, storable(one.detail), now) for one in told],
    )


def decisions_about(connection: Connection, names: Sequence[str]) -> dict[str, tuple[StoryLine, ...]]:
    """Entry name → what was decided about it, oldest first; entries without any decision are left out."""
    rows = connection.rows(
        "SELECT e.name, d.rule, d.detail, d.decided_at FROM decisions d JOIN entries e ON e.id = d.entry"
        " WHERE e.name IN (SELECT value FROM json_each(?)) ORDER BY d.decided_at, d.rule",
        (json_list(names),),
    )
    told: dict[str, list[StoryLine]] = {}
    for name, rule, detail, at in rows:
        told.setdefault(name, []).append(StoryLine(rule=rule, detail=detail, at=time_of(at)))
    return {name: tuple(lines) for name, lines in told.items()}
