from __future__ import annotations

from pathlib import Path

import pytest

from planet.config.folders import output_problem, read_folder


@pytest.mark.parametrize(
    ("written", "path"),
    [("public", "public"), ("./a/../b", "b"), ("../site", "../site"), ("2024", "2024")],
)
def test_a_folder_starts_where_the_configuration_is(reading, config, written, path):
    assert read_folder(reading(written).value, config.folder) == Path(config.folder / path).resolve()


def test_an_absolute_folder_is_taken_as_it_is(reading, config):
    assert read_folder(reading("/srv/www").value, config.folder) == Path("/srv/www")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("''", "is empty"),
        ("[a]", "found a list, but a folder is wanted"),
        ("~/site", '"~/site" starts with ~, which only a shell understands\n  hint: write the path out'),
        ('"a\\0b"', '"a\\u0000b" is not a folder'),
    ],
)
def test_what_is_no_folder_is_named(reading, config, written, said):
    found = reading(written)

    assert read_folder(found.value, config.folder) is None
    assert found.said() == said


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        ("output", None),
        ("../site", None),
        ("docs/site", None),
        (".", "is the folder of the configuration, or holds it"),
        ("..", "is the folder of the configuration, or holds it"),
        ("/", "is the folder of the configuration, or holds it"),
        (".planet", "is the folder of the state, or holds it"),
        ("pages", 'is in "pages", which holds your own files'),
        ("themes/site", 'is in "themes", which holds your own files'),
    ],
)
def test_the_site_is_never_written_among_the_maintainers_own_files(config, output, problem):
    file = config.write("config.yaml", "")

    assert output_problem(config.folder / output, file, config.folder / ".planet") == problem


def test_the_site_never_holds_the_state(config):
    file = config.write("config.yaml", "")

    problem = output_problem(config.folder / "output", file, config.folder / "output/.planet")

    assert problem == "is the folder of the state, or holds it"


def test_a_link_to_the_configurations_folder_deceives_nobody(config):
    file = config.write("config.yaml", "")
    Path("output").symlink_to(".")

    assert output_problem(config.folder / "output", file, config.folder / ".planet") is not None


def test_a_configuration_that_is_a_link_is_protected_where_it_lies(config):
    file = config.write("real/config.yaml", "")
    Path("config.yaml").symlink_to(file)

    problem = output_problem(config.folder / "real", Path("config.yaml"), config.folder / ".planet")

    assert problem == "is the folder of the configuration, or holds it"
