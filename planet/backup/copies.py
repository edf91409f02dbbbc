"""The copy of the memory that stands beside the pages: made with them, brought back before the first feed is asked.

    memory ─▶ planet-state.jsonl.gz, published with the site ─▶ memory, when it was lost

Only a build that finds no memory looks for one, first in the output folder, then where the site is. Whatever is wrong
with what it finds costs a line, and the build goes on with an empty memory.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from planet.backup.sources import Source, ask, in_child, is_missing, published_sources
from planet.compose import plan_backup
from planet.errors import FeedError
from planet.model.backup import MOST_STATE_BYTES, STATE_FILE, Recovered, StateCopy, StateJob, TakenBack
from planet.model.fetching import FetchFailed
from planet.model.settings import Settings
from planet.model.site import BuildRequest, OutputFile, River
from planet.publish import lying_file
from planet.store import Store
from planet.store.state_reader import read_state


def state_file(settings: Settings, store: Store, river: River) -> OutputFile:
    """The copy: of what the river shows all, of the rest that it is known."""
    lying = lying_file(settings.output_dir, PurePosixPath(STATE_FILE), MOST_STATE_BYTES)
    return store.backup(plan_backup(river, settings), lying)


def recover(settings: Settings, request: BuildRequest, store: Store) -> Recovered:
    """Bring the memory back that was lost, from where the planet publishes it."""
    warnings: list[str] = []
    notes: list[str] = []
    for source in published_sources(settings, offline=request.offline):
        answer = ask(source, settings)
        if isinstance(answer, FetchFailed):
            if is_missing(answer):
                notes.append(f"There is no copy of the memory at {source}.")
            else:
                warnings.append(f"The copy of the memory at {source} cannot be had: {answer.problem}.")
            continue
        copy = in_child(read_state, StateJob(data=answer.body, now=request.now))
        if isinstance(copy, FeedError):
            warnings.append(f"The copy of the memory at {source} was not used: {copy.problem}.")
            continue
        taken = store.take_back(copy, wanted_of(copy, settings))
        warnings.append(told(taken, source))
        if taken.feeds:
            break
    return Recovered(warnings=tuple(warnings), notes=tuple(notes))


def wanted_of(copy: StateCopy, settings: Settings) -> frozenset[str] | None:
    """Which feeds of the copy may come back: all of one's own copy (None), of another planet's those that one has."""
    if copy.header.site is not None and copy.header.site == settings.site.url:
        return None
    return frozenset(feed.url for feed in settings.feeds)


def told(taken: TakenBack, source: Source) -> str:
    """What was brought back, in a sentence."""
    if not taken.feeds:
        return f"The copy of the memory at {source} was not used: it has none of this planet's feeds."
    without = taken.entries - taken.with_text
    parts = [f"feeds: {taken.feeds}", f"entries: {taken.entries}, {without} of them without text"]
    parts += [f"left out: {taken.strangers} feeds that this planet does not have"] if taken.strangers else []
    parts += [f"left out: {taken.refused} lines that cannot be right"] if taken.refused else []
    return f"The memory was restored from {source}: {'; '.join(parts)}."
