"""Measures how much of the corpus' entries our pages show, in Chromium."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from fidelity.compare import Kept, compare
from fidelity.entries import CorpusEntry
from playwright.sync_api import sync_playwright
from plugins.browser import find_chromium

from planet.clean import clean_entry
from planet.clean.entry import _surroundings
from planet.clean.paragraphs import paragraphs
from planet.model.atom import Entry

PER_CALL = 200
PROCESSES = 2
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Nothing is loaded and nothing of a stranger's runs; our own script comes in beside the page.
PAGE = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><body>"""
TRACKERS = (
    "/~r/", "/~4/", "/~ff/", "feedsportal.com/c/", "feeds.wordpress.com/1.0/", "pixel.wp.com",
    "stats.wordpress.com/b.gif",
    "pixel.quantserve", "scorecardresearch", "track.hubspot.com", "google-analytics", "doubleclick.net", "cpx.golem.de",
    "facebook.com/tr", "medium.com/_/stat", "/tracker/", "met.vgwort.de", "pheedo.com", "/e/ir?", "follow.it/track",
)  # fmt: skip


def measured(entries: Iterable[CorpusEntry]) -> Iterator[Kept]:
    """Each entry beside what we make of it."""
    executable = find_chromium()
    with (
        multiprocessing.get_context("spawn").Pool(PROCESSES) as pool,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS)) as browser,
    ):
        page = browser.new_page()
        page.set_content(PAGE)
        page.evaluate((Path(__file__).parent / "look.js").read_text("utf-8"))
        cleaned = pool.imap(_cleaned, entries, chunksize=16)
        while batch := list(itertools.islice(cleaned, PER_CALL)):
            yield from _compared(page, batch)


def _compared(page: Any, batch: Sequence[tuple[str, dict[str, Any], Entry]]) -> Iterator[Kept]:
    asked = [
        {"original": original["html"], "options": original["options"], "ours": _shown(entry)}
        for _name, original, entry in batch
    ]
    looks = page.evaluate(
        "asked => asked.map(a => [look(a.original, a.options), look(a.ours, {...a.options, base: ''})])", asked
    )
    for (name, _original, entry), (before, after) in zip(batch, looks, strict=True):
        content = entry.content or entry.summary
        yield compare(name, before, after, content.removed if content else ())


def _cleaned(entry: CorpusEntry) -> tuple[str, dict[str, Any], Entry]:
    """The name, what a browser needs to show the original, and the clean entry. Runs in a child."""
    shown = clean_entry(entry.job)
    text = entry.text
    around = _surroundings(entry.job, shown, text)
    html = paragraphs(text.value) if text.kind == "text" else text.value
    return (
        entry.name,
        {"html": html, "options": {"base": around.base, "bases": around.bases, "trackers": TRACKERS}},
        shown,
    )


def _shown(entry: Entry) -> str:
    content = entry.content or entry.summary
    return content.html if content else ""
