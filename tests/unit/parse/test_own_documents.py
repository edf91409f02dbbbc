"""The documents of tests/corpus/feeds, each against the file beside it that says what must come out."""

import json
from pathlib import Path

import pytest

from planet.errors import ParseError

FOLDER = Path(__file__).parents[2] / "corpus" / "feeds"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def written(text):
    return text and [text.kind, text.value]


def moment(value):
    return value and value.isoformat()


def seen_entry(entry):
    return {
        "key": entry.key,
        "id": entry.id,
        "title": written(entry.title),
        "link": entry.link,
        "published": moment(entry.published_at),
        "updated": moment(entry.updated_at),
        "authors": [person.name for person in entry.authors],
        "categories": list(entry.categories),
        "summary": written(entry.summary),
        "content": written(entry.content),
        "base": entry.content and entry.content.base,
        "lang": entry.lang,
        "image": entry.image,
        "enclosures": [[file.href, file.type, file.length_bytes, file.duration_s] for file in entry.enclosures],
        "source": entry.source and {"title": entry.source.title, "id": entry.source.id, "link": entry.source.link},
        "opening": entry.facts.opening,
        "language": entry.facts.language,
    }


def seen(feed):
    return {
        "format": feed.format,
        "title": feed.title and feed.title.value,
        "link": feed.link,
        "lang": feed.lang,
        "icon": feed.icon,
        "interval_s": feed.interval and feed.interval.total_seconds(),
        "authors": [person.name for person in feed.authors],
        "warnings": list(feed.warnings),
        "entries": [seen_entry(entry) for entry in feed.entries],
    }


def what_comes_out(parse, path):
    try:
        return seen(parse(path.read_bytes()))
    except ParseError as error:
        return {"error": {"kind": error.kind.value, "problem": error.problem, "hint": error.hint}}


def only_what_is_named(found, named):
    """What was found, without what the expectation does not speak of."""
    if isinstance(named, dict) and isinstance(found, dict):
        return {key: only_what_is_named(found.get(key), value) for key, value in named.items()}
    if isinstance(named, list) and isinstance(found, list) and len(found) == len(named):
        return [only_what_is_named(one, other) for one, other in zip(found, named, strict=True)]
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_of_our_own_says_what_it_should(parse, path):
    expected = json.loads(path.with_name(f"{path.name}.expected").read_text(encoding="utf-8"))
    expected.pop("what")

    found = what_comes_out(parse, path)

    assert only_what_is_named(found, expected) == expected


def test_every_expectation_has_its_document():
    names = {path.name for path in DOCUMENTS}

    assert {path.name.removesuffix(".expected") for path in FOLDER.glob("*.expected")} == names
