"""What a child does without is given back to whoever cannot do without it."""

import sys

import pytest
from plugins.interpreter import said_by

from planet.sandbox import ChildLimits, in_children


def test_what_stands_in_has_its_names_and_no_others():
    said = said_by(
        "from planet.stand_in import stand_in; stand_in('colorsys', colour='red')\n"
        "import colorsys; print(colorsys.colour, hasattr(colorsys, 'rgb_to_hls'))"
    )

    assert said.split() == ["red", "False"]


def test_nobody_finds_what_is_left_out():
    said = said_by(
        "from planet.stand_in import leave_out; leave_out('colorsys')\n"
        "try:\n    import colorsys\nexcept ImportError:\n    print('none')"
    )

    assert said.split() == ["none"]


def test_what_is_loaded_stays():
    said = said_by(
        "import colorsys; from planet.stand_in import leave_out, stand_in, take_back\n"
        "stand_in('colorsys'); leave_out('colorsys')\n"
        "import colorsys; print(hasattr(colorsys, 'rgb_to_hls'), take_back())"
    )

    assert said.split() == ["True", "False"]


def test_all_that_was_taken_away_is_given_back():
    said = said_by(
        "import urllib; from planet.stand_in import leave_out, stand_in, take_back\n"
        "stand_in('urllib.robotparser'); leave_out('colorsys')\n"
        "print(take_back(), take_back())\n"
        "import colorsys, urllib.robotparser\n"
        "print(hasattr(colorsys, 'rgb_to_hls'), hasattr(urllib.robotparser, 'RobotFileParser'))"
    )

    assert said.split() == ["True", "False", "True", "True"]


@pytest.mark.parametrize(
    "wants", ["from urllib.request import ProxyHandler", "import ssl\nssl.SSLContext", "import bz2"], ids=str
)
def test_a_child_whose_library_wants_more_than_we_know_of_works_all_the_same(tmp_path, monkeypatch, wants):
    (tmp_path / "wanting.py").write_text(f"{wants}\n\ndef twice(value):\n    return 2 * value\n")
    monkeypatch.syspath_prepend(tmp_path)
    from wanting import twice

    done = list(in_children(twice, [21], ChildLimits(workers=1), rooms=("wanting",)))
    sys.modules.pop("wanting")

    assert done == [(21, 42)]


def test_a_child_whose_library_is_broken_says_so(tmp_path, monkeypatch, capfd):
    (tmp_path / "wanting.py").write_text("def twice(value):\n    return 2 * value\n")
    monkeypatch.syspath_prepend(tmp_path)
    from wanting import twice

    (tmp_path / "wanting.py").write_text("import nothing_of_this_name\n")
    [(_, error)] = in_children(twice, [21], ChildLimits(workers=1), rooms=("wanting",))
    sys.modules.pop("wanting")

    assert error.problem == "the process that should have read it died"
    assert "nothing_of_this_name" in capfd.readouterr().err
