"""How the cleaning of what is shown went: in numbers, and in words only when there is something to say."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from planet.model.atom import Content, Entry, SafeHtml
from planet.model.record import SiteRecord
from planet.model.site import CleaningCounts, FileCounts, RunReport
from planet.report import cleaning_counts, differing_of, json_report, shortened_of, summary_lines
from planet.report.github import step_summary


def entry(name, *, agreed=True, shortened=None, text="content"):
    content = Content(html=SafeHtml("<p>x</p>"), agreed=agreed)
    return Entry(feed_url="f", key="k", name=name, title="", shortened=shortened, **({text: content} if text else {}))


def report(**counts):
    return RunReport(
        started_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
        seconds=1,
        changed=True,
        all_failed=False,
        entries_new=0,
        entries_shown=9,
        entries_stored=9,
        files=FileCounts(),
        feeds=(),
        cleaning=CleaningCounts(**counts),
    )


def test_every_entry_shown_is_counted_whichever_text_it_shows():
    entries = [
        entry("a"),
        entry("b", agreed=False),
        entry("c", agreed=False, text="summary"),
        entry("d", shortened="it is long"),
        entry("e", text=None, shortened="it took too long"),
    ]
    before, shown = SiteRecord(inputs=""), set("abcde")

    assert differing_of(entries, before, shown) == ("b", "c")
    assert shortened_of(entries, before, shown) == ("d", "e")


def test_what_was_cleaned_before_still_counts_while_it_is_shown():
    before = SiteRecord(inputs="", shortened=("a", "b", "c"), differing=("a", "b"))

    mended = [entry("b")]

    assert shortened_of(mended, before, {"a", "b"}) == ("a",)
    assert differing_of(mended, before, {"a", "b"}) == ("a",)
    assert cleaning_counts(before) == CleaningCounts(differences=2, shortened=3)


def test_programs_always_read_both_numbers():
    assert json.loads(json_report(report()))["cleaning"] == {"differences": 0, "shortened": 0}
    assert json.loads(json_report(report(differences=1, shortened=2)))["cleaning"] == {"differences": 1, "shortened": 2}


def test_people_read_of_them_only_when_there_are_any():
    well, ill = "\n".join(summary_lines(report())), "\n".join(summary_lines(report(differences=1, shortened=2)))

    assert "shortened" not in well
    assert "sanitisers" not in well
    assert "shortened: 2 of the entries shown" in ill
    assert "sanitisers: they differ about 1 entries" in ill
    assert "they differ about" in step_summary(report(differences=1))
