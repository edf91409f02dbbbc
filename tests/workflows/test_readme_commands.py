"""The README's commands, line by line, on a machine with nothing of ours: what a stranger does first must work."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOTHING_COULD_BE_READ = 4

pytestmark = pytest.mark.setup


@pytest.fixture
def blocks():
    texts = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return [[shlex.split(line, comments=True) for line in text.splitlines() if line.strip()] for text in texts]


def run(words, folder, **environment):
    done = subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": os.environ["HOME"], **environment},
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_the_two_commands_build_the_demo_and_pass_the_tests_in_a_clean_clone(blocks, clone):
    clone_line, *commands = blocks[0]
    assert clone_line[:2] == ["git", "clone"]
    folder = clone("clean")
    run(["git", "init", "-q"], folder)
    python = {"PYTHON": sys.executable, "PYTEST_ADDOPTS": "-k test_every_entry_is_on_exactly_one_numbered_page"}

    assert [words[0] for words in commands] == ["script/build", "script/test"]
    built, tested = (run(words, folder, **python) for words in commands)

    assert built.returncode == 0, built.stderr
    page = Path(built.stdout.splitlines()[-1].removeprefix("open "))
    assert page.is_file()
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "1 passed" in tested.stdout


def test_the_commands_for_a_planet_of_ones_own_work_from_the_wheel(blocks, tmp_path):
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    folder = tmp_path / "empty"
    folder.mkdir()
    path = {"PATH": f"{tmp_path / 'venv' / 'bin'}:/usr/bin:/bin", "PIP_FIND_LINKS": str(tmp_path)}
    own = next(block for block in blocks if block[0][0] == "pip")

    for words in own:
        done = run(words, folder, **path)

        wanted = {0, NOTHING_COULD_BE_READ} if words == ["planet", "build"] else {0}
        assert done.returncode in wanted, (words, done.stderr)
    assert (folder / "config.yaml").is_file()


def test_the_pictures_of_the_readme_are_there():
    pictures = re.findall(r'<img src="([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))

    assert len(pictures) == 3
    assert all((ROOT / picture).is_file() for picture in pictures)
