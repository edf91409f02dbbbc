"""Every library that we depend on has a room that owns it, and a contract that keeps it there."""

from __future__ import annotations

import tomllib

import pytest

WITHOUT_IMPORT = {"tzdata"}  # data for the standard library's zoneinfo
IMPORT_NAMES = {"pyyaml": "yaml", "google-re2": "re2"}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def contracts(project):
    """The contract that forbids each library."""
    every = project["tool"]["importlinter"]["contracts"]
    return {library: contract for contract in every for library in contract.get("forbidden_modules", ())}


def test_every_dependency_has_an_owner(project, contracts):
    names = {requirement.split(">")[0].split("[")[0].strip() for requirement in project["project"]["dependencies"]}
    imported = {IMPORT_NAMES.get(name, name) for name in names - WITHOUT_IMPORT}

    assert imported - set(contracts) == set()


def test_a_contract_watches_the_whole_package(contracts):
    assert {library for library, contract in contracts.items() if contract["source_modules"] != ["planet"]} == set()


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("click", {"cli"}),
        ("yaml", {"config", "render"}),
        ("httpx", {"fetch"}),
        ("h11", {"fetch"}),
        ("httpcore", set()),
        ("certifi", {"fetch"}),
        ("idna", {"config", "fetch"}),
        ("re2", {"model"}),
        ("feedparser", {"parse"}),
        ("bleach", {"clean"}),
        ("nh3", {"clean"}),
        ("sqlite3", {"store"}),
        ("jinja2", {"render"}),
        ("babel", {"render"}),
        ("markdown", {"clean"}),
        ("subprocess", {"sandbox"}),
        ("multiprocessing", set()),
    ],
)
def test_the_owner_of(contracts, library, rooms):
    allowed = [rule.split(" -> ") for rule in contracts[library]["ignore_imports"]]

    assert {importer.split(".")[1] for importer, imported in allowed if imported == library} == rooms
