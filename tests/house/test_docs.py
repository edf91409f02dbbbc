"""The documents tell the truth: their links, commands and examples work, and every kind of failure has its heading."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from planet.config import load_settings
from planet.errors import Kind

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<text>.+)$", re.MULTILINE)
WEB = ("https://", "http://", "mailto:")
EVERYDAY = {"cd", "git", "mkdir", "cp", "open", "xdg-open", "apt-get", "brew", "pip", "uv"}


def blocks(text, *languages):
    return [match["text"] for match in BLOCK.finditer(text) if match["language"] in languages]


def anchors(text):
    """The anchors that GitHub gives to the headings."""
    plain = (re.sub(r"[^\w\- ]", "", heading["text"].lower()) for heading in HEADING.finditer(BLOCK.sub("", text)))
    return {heading.replace(" ", "-") for heading in plain}


def commands(pages):
    """(page, words) of every command line in a `sh` block, comments left out."""
    for path, text in pages.items():
        for block in blocks(text, "sh"):
            for line in block.splitlines():
                if words := shlex.split(line, comments=True):
                    yield str(path), words


def run(root, *command):
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=root)


@pytest.fixture(scope="module")
def help_of(root):
    """What `planet COMMAND --help` says; empty for a command that does not exist."""
    told = {}

    def ask(command):
        if command not in told:
            done = run(root, sys.executable, "-m", "planet", command, "--help")
            told[command] = done.stdout if done.returncode == 0 else ""
        return told[command]

    return ask


def test_every_kind_of_failure_has_a_heading_and_only_they_have(pages):
    headings = re.findall(r"^## (.+)$", pages[Path("docs/feed-problems.md")], re.MULTILINE)

    assert headings == [kind.value for kind in Kind]


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_a_failure_is_explained_to_the_maintainer_and_to_the_owner(pages, kind):
    section = re.split(r"^## ", pages[Path("docs/feed-problems.md")], flags=re.MULTILINE)
    told = next(part for part in section if part.startswith(f"{kind}\n"))

    assert "**If you run the planet:**" in told
    assert "**If it is your feed:**" in told


def test_every_link_between_our_documents_leads_somewhere(root, pages):
    broken = []
    for path, text in pages.items():
        for link in LINK.finditer(BLOCK.sub("", text)):
            if link["target"].startswith(WEB):
                continue
            name, _, anchor = link["target"].partition("#")
            target = (root / path).parent / name if name else root / path
            if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
                broken.append(f"{path}: {link['target']}")

    assert broken == []


def test_every_script_that_a_document_names_can_be_run(root, pages):
    missing = [
        f"{page}: {words[0]}"
        for page, words in commands(pages)
        if words[0].startswith(("script/", ".ci/")) and not os.access(root / words[0], os.X_OK)
    ]

    assert missing == []


def test_every_planet_command_and_option_in_a_document_exists(pages, help_of):
    unknown = []
    for page, words in commands(pages):
        called = words[1:] if words[0] == "planet" else ["build", *words[1:]] if words[0] == "script/build" else []
        options = [word.partition("=")[0] for word in called if word.startswith("-")]
        unknown += [
            f"{page}: {' '.join(words)}"
            for option in options or called[:1]
            if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", help_of(called[0]))
        ]

    assert unknown == []


def test_documents_name_no_command_that_a_reader_may_not_have(pages):
    known = (*EVERYDAY, "planet", "script/build", "script/test", "script/lock", ".venv/test/bin/pytest")
    strange = [f"{page}: {words[0]}" for page, words in commands(pages) if words[0] not in known]

    assert strange == []


def test_every_configuration_in_a_document_is_valid(pages, tmp_path):
    examples = [text for page in pages.values() for text in blocks(page, "yaml")]
    assert examples

    for number, example in enumerate(examples):
        config = tmp_path / str(number) / "config.yaml"
        config.parent.mkdir()
        rest = "" if re.search(r"^title:", example, re.MULTILINE) else "title: Example\n"
        rest += "" if re.search(r"^feeds:", example, re.MULTILINE) else "feeds: [https://example.org/feed.xml]\n"
        config.write_text(rest + example, encoding="utf-8")

        assert load_settings(config, dict.fromkeys(re.findall(r"\$\{(\w+)\}", example), "x")).feeds


def test_the_readme_starts_with_the_two_commands(pages):
    first = [
        words[0]
        for block in blocks(pages[Path("README.md")], "sh")[:1]
        for words in map(shlex.split, block.splitlines())
        if words
    ]

    assert [word for word in first if word.startswith("script/")] == ["script/build", "script/test"]


def test_the_changelog_has_a_place_for_what_comes_next(pages):
    assert "## [Unreleased]" in pages[Path("CHANGELOG.md")]


def test_a_decision_is_one_page_with_a_number_a_question_an_answer_and_its_price(pages):
    decisions = {path: text for path, text in pages.items() if path.parent == Path("docs/decisions")}
    records = [path for path in decisions if path.name != "README.md"]

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        headings = [match["text"] for match in HEADING.finditer(decisions[path])]
        assert headings[1:] == ["Question", "Answer", "Why", "What we gave up"], path
        assert len(decisions[path].splitlines()) <= 60, path
