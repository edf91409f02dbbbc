import json
from datetime import UTC, datetime

import pytest

from planet.model.entries import StoredEntry
from planet.model.filters import Clause
from planet.model.stories import Told
from planet.model.verdicts import Verdict, Whereabouts
from planet.report.listing import list_json, list_lines, outcome

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def told(title="A post", name="0123456789abcdef", feed="A blog", **became):
    entry = StoredEntry(
        feed_url="https://a.example/feed",
        key="k",
        name=name,
        title=title,
        first_seen_at=NOON,
        changed_at=NOON,
        placed_at=NOON,
        content_hash="",
        link="https://a.example/1",
    )
    return Told(entry=entry, feed_name=feed, **became)


SHOWN = Whereabouts(page=7, on_index=True, shown_at=NOON, feed_rank=3)
HIDDEN = Verdict(rule="hidden-entry", clause=Clause(path="hide[0]", text="x"))


def test_a_line_has_the_name_the_day_the_feed_and_the_title():
    [line, total] = list_lines([told(where=SHOWN)], 5, why=False)

    assert line == "0123456789abcdef   2026-11-23  A blog                    A post"
    assert total == "1 of 5 entries"


def test_what_is_not_shown_is_marked_and_with_why_explained():
    first, second, _ = list_lines([told(verdict=HIDDEN)], 1, why=True)

    assert first.startswith("0123456789abcdef - ")
    assert second.strip() == "not shown: the configuration hides it"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (SHOWN, "on the front page, page/7/, atom.xml (number 3 there)"),
        (Whereabouts(page=2, on_index=False, shown_at=NOON), "on page/2/"),
        (Whereabouts(page=2, on_index=False, shown_at=NOON, whole=False), "on page/2/ by its title"),
    ],
)
def test_where_an_entry_is(where, said):
    assert outcome(told(where=where)) == said


def test_an_entry_without_a_title_is_called_by_its_address():
    assert "https://a.example/1" in next(iter(list_lines([told(title="")], 1, why=False)))


def test_a_stranger_cannot_command_a_terminal():
    said = "".join(list_lines([told(title="\x1b[2Jx\u202e", feed="\x1b]0;y\x07")], 1, why=True))

    assert said.isprintable()


def test_when_nothing_matches_it_says_so_and_how_much_there_is():
    assert list(list_lines([], 5, why=False)) == ["no entry matches; 5 are stored"]
    assert list(list_lines([], 0, why=False)) == ["nothing is stored yet: run planet build first"]


def test_programs_hear_the_reason_and_the_line():
    [entry] = json.loads(json.dumps(list_json([told(verdict=HIDDEN)])))["entries"]

    assert entry["shown"] is False
    assert entry["page"] is None
    assert entry["verdict"] == {
        "rule": "hidden-entry",
        "reason": "the configuration hides it",
        "remedy": "remove hide[0]: x",
        "clause": {"path": "hide[0]", "text": "x", "place": None},
        "twin": None,
    }


def test_programs_hear_where_it_is():
    [entry] = list_json([told(where=SHOWN)])["entries"]

    assert (entry["shown"], entry["page"], entry["on_index"], entry["feed_rank"]) == (True, 7, True, 3)


def test_programs_are_told_whether_an_entry_stands_whole():
    brief = Whereabouts(page=2, on_index=False, shown_at=NOON, whole=False)
    became = [told(where=SHOWN), told(where=brief), told(verdict=HIDDEN)]

    assert [one["whole"] for one in list_json(became)["entries"]] == [True, False, False]
