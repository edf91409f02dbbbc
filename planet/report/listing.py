"""Stored entries as a list, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planet.model.filters import Clause
from planet.model.stories import Told
from planet.model.verdicts import Verdict, Whereabouts
from planet.report.plain import plain
from planet.report.record import moment
from planet.report.verdicts import reason, remedy
from planet.report.widths import fitted

_FEED, _TITLE = 24, 56


def list_lines(found: Sequence[Told], stored: int, *, why: bool) -> Iterator[str]:
    """A line for each entry: its name, its date, its feed, its title; with `why`, a second one on where it is."""
    if not found:
        yield nothing_found(stored)
        return
    for told in found:
        entry = told.entry
        at = told.where.shown_at if told.where else entry.placed_at
        hidden = " " if told.where else "-"
        title = plain(entry.title, 200) or plain(entry.link or entry.key, 200)
        feed = fitted(plain(told.feed_name), _FEED)
        yield f"{entry.name} {hidden} {at:%Y-%m-%d}  {feed}  {fitted(title, _TITLE).rstrip()}"
        if why:
            yield f"{' ' * 19}{outcome(told)}"
    hidden_count = sum(told.where is None for told in found)
    hidden = f"; {hidden_count} of them not shown (-)" if hidden_count else ""
    yield f"{len(found)} of {stored} entries{hidden}"


def nothing_found(stored: int) -> str:
    """What to say when no entry matches."""
    if not stored:
        return "nothing is stored yet: run planet build first"
    return f"no entry matches; {stored} are stored"


def outcome(told: Told) -> str:
    """Where an entry is, or why it is not shown."""
    if told.where is not None:
        return places(told.where)
    return f"not shown: {reason(told.verdict)}" if told.verdict else "not shown"


def places(where: Whereabouts) -> str:
    """Every page and feed that an entry is on."""
    parts = ["the front page"] if where.on_index else []
    parts.append(f"page/{where.page}/" if where.whole else f"page/{where.page}/ by its title")
    parts += [f"atom.xml (number {where.feed_rank} there)"] if where.feed_rank else []
    return f"on {', '.join(parts)}"


def list_json(found: Sequence[Told]) -> dict[str, object]:
    """The same for programs."""
    return {"entries": [told_json(told) for told in found]}


def told_json(told: Told) -> dict[str, object]:
    """One entry with what became of it."""
    entry, where, verdict = told.entry, told.where, told.verdict
    return {
        "name": entry.name,
        "feed": entry.feed_url,
        "feed_name": told.feed_name,
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "authors": list(entry.authors),
        "tags": list(entry.categories),
        "language": entry.language,
        "words": entry.words,
        "first_seen_at": moment(entry.first_seen_at),
        "placed_at": moment(entry.placed_at),
        "placed_by": entry.placed_by,
        "shown": where is not None,
        "page": where.page if where else None,
        "on_index": where.on_index if where else False,
        "whole": where.whole if where else False,
        "feed_rank": where.feed_rank if where else None,
        "verdict": verdict_json(verdict) if verdict else None,
    }


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """Why an entry is not shown."""
    return {
        "rule": verdict.rule,
        "reason": reason(verdict),
        "remedy": remedy(verdict),
        "clause": clause_json(verdict.clause) if verdict.clause else None,
        "twin": verdict.twin,
    }


def clause_json(clause: Clause) -> dict[str, object]:
    """A line of the configuration."""
    return {"path": clause.path, "text": clause.text, "place": str(clause.place) if clause.place else None}
