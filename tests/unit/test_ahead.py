"""What gets ready ahead of an edition: in time, once, and without hiding a mistake."""

import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from planet.ahead import Ahead
from planet.build import SWITCH_S, at_work
from planet.config import load_settings
from planet.errors import ThemeError
from planet.render import find_theme

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("title: A planet\nfeeds: [https://blog.example/feed]\n")
    return load_settings(config)


@pytest.fixture
def own_theme(tmp_path):
    """A theme of the planet's own with these files."""

    def make(**files):
        folder = tmp_path / "themes" / "own"
        folder.mkdir(parents=True)
        for name, text in {"theme.yaml": "", **files}.items():
            (folder / name).write_text(text)
        return find_theme("own", tmp_path)

    return make


def test_what_was_begun_is_what_the_edition_gets(settings, tmp_path):
    with Ahead(settings, find_theme("default", tmp_path)) as ahead:
        ahead.begin()
        ahead.begin()
        assert [thread.name for thread in threading.enumerate()].count("ahead") == 1

        press = ahead.press()

    assert press is ahead.press()
    assert press.language.tag == "en"


def test_without_a_beginning_the_edition_gets_the_same(settings, tmp_path):
    with Ahead(settings, find_theme("default", tmp_path)) as ahead:
        assert ahead.press().language.tag == "en"


def test_threads_take_turns_quickly_while_a_build_is_at_work(settings, tmp_path):
    usual_s = sys.getswitchinterval()

    with at_work(settings, find_theme("default", tmp_path)):
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)

    assert sys.getswitchinterval() == pytest.approx(usual_s)


def test_nothing_begins_when_all_is_over(settings, own_theme):
    with Ahead(settings, own_theme(**{"theme.yaml": "words: 7"})) as ahead:
        pass

    ahead.begin()

    with pytest.raises(ThemeError):
        ahead.press()


def test_words_that_are_wrong_are_told_to_who_makes_the_edition(settings, own_theme):
    with Ahead(settings, own_theme(**{"theme.yaml": "words: 7"})) as ahead:
        ahead.begin()

        with pytest.raises(ThemeError, match="not a mapping"):
            ahead.press()


def test_a_template_that_is_wrong_holds_nothing_up(settings, own_theme):
    with Ahead(settings, own_theme(**{"river.html.j2": "{% if %}"})) as ahead:
        ahead.begin()

        assert ahead.press().theme.name == "own"


BLOCKS = """
import gc, os, sys
from planet.ahead import give_large_blocks_back

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

if sys.argv[1] == "given back":
    give_large_blocks_back()
for size in (8_000_000, 4_000_000):
    block = b"x" * size
    del block
blocks = [b"x" * 200_000 for _ in range(200)]
full = resident()
del blocks[::2]
print(full - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps such blocks")
def test_what_a_document_leaves_is_given_back():
    def left(how):
        done = subprocess.run([sys.executable, "-c", BLOCKS, how], cwd=ROOT, capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert left("given back") > 15_000_000
    assert left("kept") < 5_000_000
