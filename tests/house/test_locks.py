"""The locks pin and hash everything, name no index, and agree with pyproject.toml and with each other."""

from __future__ import annotations

import re
import tomllib

import pytest

LOCKS = ("requirements.lock", "requirements-test.lock")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)(?P<marker> ; [^\\]+)? \\$")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?$")


def normal(name):
    """The name as an index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pins(root):
    """The version of each package in each lock."""
    found = {}
    for lock in LOCKS:
        lines = (root / lock).read_text(encoding="utf-8").splitlines()
        matches = [PIN.match(line) for line in lines if not line.startswith((" ", "#"))]
        assert None not in matches, lock
        found[lock] = {match["name"]: match["version"] for match in matches}
    return found


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def names_of(requirements):
    return {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_nothing_but_pins_and_hashes(root, lock):
    lines = (root / lock).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not (line.startswith("#") or PIN.match(line) or HASH.match(line))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(root, lock):
    text = (root / lock).read_text(encoding="utf-8")

    assert re.findall(r"^[a-z0-9].*\\\n(?!    --hash=)", text, re.MULTILINE) == []


def test_what_planet_needs_is_locked(pins, project):
    needed = names_of(project["project"]["dependencies"])

    assert needed - set(pins["requirements.lock"]) == set()


def test_what_the_tests_need_is_locked(pins, project):
    needed = names_of(project["dependency-groups"]["dev"])

    assert needed - set(pins["requirements-test.lock"]) == set()


def test_the_tests_run_with_the_versions_that_a_planet_runs_with(pins):
    run, test = (pins[lock] for lock in LOCKS)

    assert {name: version for name, version in run.items() if test.get(name) != version} == {}
