"""`planet init`: a planet of one's own in an empty folder."""

import subprocess
import sys

import pytest


@pytest.fixture
def empty(new_planet):
    return new_planet("mine")


def test_it_writes_a_configuration_a_workflow_a_gitignore_and_a_readme(empty):
    done = empty.run("init", "https://example.org/feed.xml", "blog.example/atom.xml")

    assert done.returncode == 0, done.stderr
    written = {str(path.relative_to(empty.folder)) for path in empty.folder.rglob("*") if path.is_file()}
    assert written == {"config.yaml", "README.md", ".gitignore", ".github/workflows/planet.yml"}
    config = (empty.folder / "config.yaml").read_text()
    assert '  - "https://example.org/feed.xml"\n  - "blog.example/atom.xml"\n' in config
    assert len((empty.folder / "README.md").read_text().splitlines()) <= 12


def test_what_it_wrote_builds_at_once(empty, two_entries):
    (empty.folder / "feed.xml").write_bytes(two_entries)
    empty.run("init", "./feed.xml")

    empty.build()

    assert empty.titles_on_page() == ["Second post", "First post"]
    assert (empty.output / "planet-state.jsonl.gz").is_file()  # so that a lost memory can be restored


def test_without_feeds_there_are_two_commented_samples_and_the_first_build_says_what_to_do(empty):
    empty.run("init")

    done = empty.run("build")

    assert (empty.folder / "config.yaml").read_text().count("  # - https://") == 2
    assert done.returncode == 3
    assert "feeds" in done.stderr
    assert "hint:" in done.stderr


def test_nothing_is_overwritten_and_nothing_is_half_written(empty):
    (empty.folder / "README.md").write_text("mine")

    done = empty.run("init", "https://example.org/feed.xml")

    assert done.returncode == 1
    assert "README.md" in done.stderr
    assert (empty.folder / "README.md").read_text() == "mine"
    assert not (empty.folder / "config.yaml").exists()


@pytest.mark.parametrize("feed", ["htp://example.org/feed", "../outside.xml", "file:///etc/passwd", "\x1b[31m"])
def test_a_feed_that_cannot_be_one_is_refused_before_anything_is_written(empty, feed):
    done = empty.run("init", feed)

    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert list(empty.folder.iterdir()) == []


def test_a_folder_may_be_named_and_need_not_exist(empty):
    done = empty.run("init", "--folder", "deep/er", "https://example.org/feed.xml")

    assert done.returncode == 0
    assert (empty.folder / "deep" / "er" / "config.yaml").is_file()


def test_the_workflow_installs_this_version(empty):
    version = subprocess.run(
        [sys.executable, "-m", "planet", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    empty.run("init")

    workflow = (empty.folder / ".github" / "workflows" / "planet.yml").read_text()

    assert f"planet-feeds=={version}\n" in workflow
    assert "git+https://github.com/planet-feeds/planet-feeds" in workflow
