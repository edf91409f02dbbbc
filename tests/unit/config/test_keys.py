from __future__ import annotations

import dataclasses

import pytest

from planet.config.keys import DAY, ROOT, Key, Kind, written
from planet.model.settings import FetchPolicy, RiverSettings

TOP_LEVEL = """title url description language timezone author theme output state river feed keep hide filter tags\
 fetch feeds"""


def paths(key: Key, prefix: str = "") -> dict[str, Key]:
    found: dict[str, Key] = {}
    for child in key.below:
        found[f"{prefix}{child.name}"] = child
        found.update(paths(child, f"{prefix}{child.name}."))
    return found


def as_yaml(path: str, value: str) -> str:
    """The key alone, inside the mappings or the list that it stands in."""
    steps = path.split(".")
    for depth in range(len(steps) - 1, 0, -1):
        kind = paths(ROOT)[".".join(steps[:depth])].kind
        value = f"{{{steps[depth]}: {value}}}"
        value = f"[{value}]" if kind is Kind.LIST else f"{{python: {value}}}" if kind is Kind.TAGS else value
    return f"{steps[0]}: {value}\n"


def as_path(path: str) -> str:
    """The key as messages name it."""
    for step, inside in (("feeds.", "feeds[0]."), ("hide.", "hide[0]."), ("tags.", "tags.python.")):
        path = inside + path.removeprefix(step) if path.startswith(step) else path
    return path


def with_key(path: str, value: str) -> str:
    """A whole configuration that has the key."""
    if path.startswith("feeds."):
        inside = as_yaml(path, value).replace("feeds: [{", "feeds: [{url: https://example.org/feed.xml, ")
        return f"title: My Planet\n{inside}"
    return f"title: My Planet\nfeeds: [https://example.org/feed.xml]\n{as_yaml(path, value)}"


def test_the_top_level_has_these_keys():
    assert [key.name for key in ROOT.below] == TOP_LEVEL.split()


@pytest.mark.parametrize(
    ("section", "model"), [("fetch", FetchPolicy), ("river", RiverSettings)], ids=["fetch", "river"]
)
def test_a_section_has_a_key_for_each_of_its_settings(section, model):
    keys = next(key for key in ROOT.below if key.name == section).below

    assert [key.name for key in keys] == [field.name for field in dataclasses.fields(model)]


@pytest.mark.parametrize("path", [path for path in paths(ROOT) if paths(ROOT)[path].default and path[:6] != "feeds."])
def test_a_documented_default_is_what_one_gets_without_the_key(config, path):
    without = config.load_with("")

    assert config.load_with(as_yaml(path, paths(ROOT)[path].default)) == without


@pytest.mark.parametrize("key", [key for key in paths(ROOT)["feeds"].below if key.default])
def test_a_documented_default_of_a_feed_is_what_one_gets_without_the_key(config, key):
    feed = "title: My Planet\nfeeds: [{url: https://example.org/feed.xml"

    assert config.load(f"{feed}, {key.name}: {key.default}}}]") == config.load(f"{feed}}}]")


@pytest.mark.parametrize("path", paths(ROOT))
def test_every_documented_key_is_checked(config, path):
    # A list in a list is right nowhere.
    found = config.errors(as_yaml(path, "[[x]]"))

    name = as_path(path)
    assert any(f": {name}: found " in problem or f": {name}[0]: found " in problem for problem in found)


@pytest.mark.parametrize("path", [path for path, key in paths(ROOT).items() if key.most])
def test_every_range_holds_at_both_ends(config, path):
    key = paths(ROOT)[path]

    for amount in (key.least, key.most):
        config.load(with_key(path, written(key, amount)))
    for amount in (key.least - 1, key.most + 1):
        [found] = config.errors(with_key(path, written(key, amount)))
        assert f"{as_path(path)}: " in found


@pytest.mark.parametrize("path", [path for path, key in paths(ROOT).items() if key.required])
def test_every_required_key_is_missed(config, path):
    section, _, name = path.rpartition(".")
    rest = (
        ""
        if not section
        else f"{section}: [{{}}]\n"
        if paths(ROOT)[section].kind is Kind.LIST
        else f"{section}: {{}}\n"
    )

    assert any(f'"{name}" is missing' in found for found in config.errors(f"language: en\n{rest}"))


@pytest.mark.parametrize(
    ("kind", "amount", "text"),
    [
        (Kind.DURATION, 0, "0"),
        (Kind.DURATION, 90, "90s"),
        (Kind.DURATION, 25 * 60, "25m"),
        (Kind.DURATION, DAY, "1d"),
        (Kind.SIZE, 0, "0"),
        (Kind.SIZE, 1000, "1000"),
        (Kind.SIZE, 1024, "1 KiB"),
        (Kind.SIZE, 3 * 1024**3, "3 GiB"),
        (Kind.WHOLE, 1024, "1024"),
    ],
)
def test_an_amount_is_written_as_a_person_would(kind, amount, text):
    assert written(Key(name="x", kind=kind, meaning=""), amount) == text
