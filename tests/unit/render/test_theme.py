from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planet.errors import ThemeError
from planet.render.theme import find_theme, shipped_themes, static_files


def make_theme(folder: Path, **files: str) -> Path:
    theme = folder / "themes" / "mine"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.yaml").write_text("", encoding="utf-8")
    for name, text in files.items():
        (theme / name.replace("__", "/").replace("_j2", ".html.j2")).write_text(text, encoding="utf-8")
    return theme


def test_the_default_theme_comes_with_planet(tmp_path):
    theme = find_theme("default", tmp_path)

    assert theme.folder == shipped_themes() / "default"
    assert theme.folders == (theme.folder,)


def test_a_theme_beside_the_configuration_wins_and_falls_back_on_the_default(tmp_path):
    folder = make_theme(tmp_path)

    theme = find_theme("mine", tmp_path)

    assert theme.folders == (folder, shipped_themes() / "default")


def test_a_missing_theme_is_an_error_that_names_those_that_exist(tmp_path):
    make_theme(tmp_path)

    with pytest.raises(ThemeError) as caught:
        find_theme("mien", tmp_path)

    assert "mien" in str(caught.value)
    assert "default, mine" in str(caught.value)


@pytest.mark.parametrize("name", ["../themes/default", "/etc", "", ".", "a/b", "x" * 65, "mi\x00ne"])
def test_a_name_never_leads_out_of_the_folder_of_themes(tmp_path, name):
    with pytest.raises(ThemeError):
        find_theme(name, tmp_path)


def test_a_folder_without_theme_yaml_is_told_what_it_needs(tmp_path):
    (tmp_path / "themes" / "mine").mkdir(parents=True)

    with pytest.raises(ThemeError, match=r"theme\.yaml"):
        find_theme("mine", tmp_path)


def test_the_digest_changes_with_every_byte_and_name(tmp_path):
    folder = make_theme(tmp_path, entry_j2="one")
    digests = {find_theme("mine", tmp_path).digest}

    (folder / "entry.html.j2").write_text("two", encoding="utf-8")
    digests.add(find_theme("mine", tmp_path).digest)
    (folder / "entry.html.j2").rename(folder / "other.html.j2")
    digests.add(find_theme("mine", tmp_path).digest)

    assert len(digests) == 3


def test_the_digest_does_not_depend_on_times_or_places(tmp_path):
    for place in ("here", "there"):
        make_theme(tmp_path / place, entry_j2="same")

    assert find_theme("mine", tmp_path / "here").digest == find_theme("mine", tmp_path / "there").digest


def test_what_editors_leave_behind_is_no_part_of_a_theme(tmp_path):
    folder = make_theme(tmp_path, static__style_css="a{}")
    before = find_theme("mine", tmp_path)

    (folder / "static" / ".DS_Store").write_text("x")
    (folder / "static" / "style.css~").write_text("x")
    after = find_theme("mine", tmp_path)

    assert after.digest == before.digest
    assert ".DS_Store" not in static_files(after)


def test_static_files_of_the_theme_win_over_the_defaults(tmp_path):
    folder = make_theme(tmp_path)
    (folder / "static" / "style.css").write_text("a{}")

    files = static_files(find_theme("mine", tmp_path))

    assert files["style.css"] == folder / "static" / "style.css"
    assert files["icon.svg"] == shipped_themes() / "default" / "static" / "icon.svg"


def test_finding_a_theme_loads_neither_jinja_nor_babel():
    code = (
        "import sys, pathlib; from planet.render import find_theme; find_theme('default', pathlib.Path('.'));"
        "sys.exit(' '.join({'jinja2', 'babel', 'markupsafe', 'yaml'} & set(sys.modules)) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
