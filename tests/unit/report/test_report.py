import json
from datetime import UTC, datetime

import pytest

from planet.errors import Kind, Place, Problem
from planet.model.site import FeedReport, FileCounts, RunReport
from planet.report import json_report, problem_lines, summary_lines
from planet.report.plain import plain

GOOD = FeedReport(url="https://a.example/feed", name="A", outcome="ok", state="ok", entries_stored=7, new=2)
BAD = FeedReport(
    url="https://b.example/feed",
    name="B",
    outcome="failed",
    state="failing",
    kind=Kind.STATUS,
    problem="404 Not Found",
    hint="Look at the address.",
)


def report(*feeds, **fields):
    values = {
        "started_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "seconds": 1.25,
        "changed": True,
        "all_failed": False,
        "entries_new": 2,
        "entries_shown": 7,
        "entries_stored": 7,
        "files": FileCounts(written=3, unchanged=4),
        "feeds": feeds,
    }
    return RunReport(**{**values, **fields})


def test_the_summary_names_each_failed_feed_with_its_problem_and_what_to_do():
    lines = list(summary_lines(report(GOOD, BAD)))

    assert lines[:2] == ["failed: B (https://b.example/feed): 404 Not Found", "  Look at the address."]


def test_the_summary_ends_with_totals():
    lines = list(summary_lines(report(GOOD, BAD)))

    assert lines[-3:] == [
        "feeds: 1 ok, 1 failed",
        "entries: 2 new, 7 shown, 7 stored",
        "files: 3 written, 4 unchanged; site changed; 1.2 s",
    ]


def test_a_quiet_summary_says_only_what_went_wrong():
    assert list(summary_lines(report(GOOD), quiet=True)) == []
    assert len(list(summary_lines(report(GOOD, BAD), quiet=True))) == 2


def test_notes_are_for_those_who_want_to_know_all():
    noted = report(GOOD, notes=("There is no copy\x1b[2J of the memory.",))

    assert "note: There is no copy [2J of the memory." in list(summary_lines(noted, verbose=True))
    assert not any("no copy" in line for line in summary_lines(noted))


def test_a_verbose_summary_names_every_feed():
    assert "ok: A (https://a.example/feed): 2 new, 7 stored" in list(summary_lines(report(GOOD), verbose=True))


def test_a_feed_that_was_not_asked_but_failed_before_is_still_named():
    waiting = FeedReport(
        url=BAD.url, name="B", outcome="not-due", state="failing", problem="404 Not Found", hint="Look."
    )

    assert next(summary_lines(report(waiting))) == "still failing: B (https://b.example/feed): 404 Not Found"


def test_the_json_report_has_the_documented_shape():
    parsed = json.loads(json_report(report(GOOD, BAD)))

    assert set(parsed) == {
        "outcome", "changed", "started_at", "seconds", "all_failed", "entries", "cleaning", "idle_filters", "files",
        "feeds", "warnings",
    }  # fmt: skip
    assert parsed["started_at"] == "2026-11-23T12:00:00Z"
    assert parsed["entries"] == {"new": 2, "shown": 7, "stored": 7}
    assert parsed["files"] == {"written": 3, "unchanged": 4, "removed": 0}
    assert parsed["feeds"][1] == {
        "url": "https://b.example/feed",
        "name": "B",
        "outcome": "failed",
        "state": "failing",
        "kind": "status",
        "problem": "404 Not Found",
        "hint": "Look at the address.",
        "entries_stored": 0,
        "new": 0,
        "warnings": [],
    }


@pytest.mark.parametrize(
    "hostile",
    [
        "::error::x",
        "  ::set-output name=a::b",
        "fine ##[command]rm",
        "a\r::error::x",
        "a\u2028::error::x",
        "\u2003::error::x",
        "\x1b[31mred\x1b]8;;http://evil\x07",
        "\x9b31m",
        "a\nb\x00c\u202ed",
    ],
)
def test_hostile_text_prints_as_one_harmless_line(hostile):
    line = plain(hostile)

    assert len(line.splitlines()) == 1
    assert not line.lstrip().startswith("::")
    assert "##[" not in line
    assert line.isprintable()


def test_a_long_text_is_cut_with_an_ellipsis():
    assert plain("x" * 1000, 10) == "xxxxxxxxx…"


def test_a_problem_names_the_place_the_problem_and_the_way_out():
    problem = Problem(text="is wrong", place=Place(file="config.yaml", line=3, column=7), hint="mend it")

    assert list(problem_lines([problem])) == ["config.yaml:3:7: is wrong", "  hint: mend it"]
