from __future__ import annotations

import os
from pathlib import Path

import pytest

from planet.config.problems import Problems
from planet.config.text_files import LARGEST, read_text_file
from planet.errors import ConfigError


def read(file: Path) -> str:
    problems = Problems()
    text = read_text_file(file, problems)
    problems.stop_if_any()
    assert text is not None
    return text


def error(file: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        read(file)
    return str(caught.value)


def test_a_byte_order_mark_and_the_line_ends_of_windows_and_old_macs_make_no_difference(config):
    file = config.write("a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n")

    assert read(file) == "one\ntwo\nthree\n"


def test_a_missing_file_is_named_with_where_to_start(config):
    assert error(Path("config.yaml")) == (
        "config.yaml: there is no such file\n  hint: start in the folder that has it, or name it with -c FILE"
    )


def test_a_missing_file_with_a_neighbour_of_nearly_its_name_offers_that(config):
    config.write("sub/config.yml", "")

    assert error(Path("sub/config.yaml")).endswith('\n  hint: did you mean "sub/config.yml"?')


def test_a_folder_is_not_a_file(config):
    assert error(Path()) == ".: this is not a file\n  hint: name a file"


def test_a_pipe_is_not_waited_for(config):
    os.mkfifo("pipe")

    assert "this is not a file" in error(Path("pipe"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(config):
    config.write("config.yaml", "x").chmod(0)

    assert "the file cannot be read: Permission denied" in error(Path("config.yaml"))


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "config.yaml/x"])
def test_an_impossible_name_is_a_problem_and_no_crash(config, name):
    config.write("config.yaml", "x")

    assert "\n  hint: " in error(Path(name))


def test_a_file_above_the_limit_is_refused_unread(config):
    file = config.write("config.yaml", b"#" * (LARGEST + 1))

    assert error(file).endswith("config.yaml: the file is larger than 4 MiB\n  hint: split it or make it shorter")


def test_a_file_at_the_limit_is_read(config):
    assert len(read(config.write("config.yaml", b"#" * LARGEST))) == LARGEST


def test_what_is_not_utf8_is_named_with_line_and_column(config):
    config.write("config.yaml", "title: é\nname: Grü".encode() + b"\xdf" + b"e\n")

    assert error(Path("config.yaml")) == (
        "config.yaml:2:10: the file is not UTF-8\n  hint: save it as UTF-8 in your editor"
    )
