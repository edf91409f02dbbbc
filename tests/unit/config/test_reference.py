from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from planet.config.filter_keys import CONDITIONS
from planet.config.keys import ROOT
from planet.config.reference import with_reference

DOCUMENT = Path(__file__).parents[3] / "docs" / "config.md"


def test_the_documentation_lists_every_key_as_the_checks_know_it():
    document = DOCUMENT.read_text("utf-8")

    assert document == with_reference(document), "run: python -m planet.config.reference docs/config.md"


def test_every_key_has_a_row():
    rows = re.findall(r"^\| `([^`]+)`", DOCUMENT.read_text("utf-8"), re.MULTILINE)

    below = sum(len(key.below) for key in ROOT.below)
    assert len(rows) == len(set(rows)) == len(ROOT.below) + below + len(CONDITIONS)


def test_every_example_of_the_documentation_loads(config):
    config.write("feeds/local.xml", "<rss/>")
    examples = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)

    loaded = [config.load(example) for example in examples]

    assert [len(settings.feeds) for settings in loaded] == [1, 5]
    assert loaded[1].warnings == ()


def test_the_long_example_shows_every_key():
    example = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]

    for key in (*ROOT.below, *(below for section in ROOT.below for below in section.below)):
        assert re.search(rf"^[ -]*{key.name}:", example, re.MULTILINE), key.name
    for key in CONDITIONS:
        assert re.search(rf"[ {{]{key.name}:", example), key.name


def test_the_page_of_the_documentation_loads(config):
    [page] = re.findall(r"```markdown\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    config.write("pages/about.md", page)

    assert config.load_with("").pages[0].title == "About this planet"


def test_the_problems_in_the_documentation_are_what_planet_says(config):
    [shown] = re.findall(r"```text\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)

    said = config.errors(
        "title: x\ntilte: y\n\nfetch:\n  concurrency: 1000\nfeeds:\n  - https://a.example/\n  - htp://example.org/feed\n"
    )

    assert "\n".join(said) + "\n" == shown


def test_a_document_without_marks_is_refused():
    with pytest.raises(ValueError, match="no marks"):
        with_reference("# A document\n")


def test_the_reference_is_written_by_one_command(tmp_path):
    copy = tmp_path / "config.md"
    copy.write_text(re.sub(r"^\| `.*\n", "", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    subprocess.run([sys.executable, "-m", "planet.config.reference", str(copy)], check=True, cwd=DOCUMENT.parents[1])

    assert copy.read_bytes() == DOCUMENT.read_bytes()
