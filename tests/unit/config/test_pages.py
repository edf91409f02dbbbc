from __future__ import annotations

from pathlib import Path

import pytest

from planet.config.pages import read_pages
from planet.config.problems import Problems
from planet.errors import ConfigError
from planet.model.settings import AuthoredPage


def pages():
    problems = Problems()
    found = read_pages(Path("pages"), problems)
    problems.stop_if_any()
    return found


def errors() -> list[str]:
    with pytest.raises(ConfigError) as caught:
        pages()
    return [str(problem) for problem in caught.value.problems]


def test_without_a_folder_there_are_no_pages(config):
    assert pages() == ()


def test_a_page_is_its_title_and_the_markdown_below(config):
    config.write("pages/about.md", "---\ntitle: About us\n---\n\n# Hello\n\n---\n\nmore\n\n")

    assert pages() == (AuthoredPage(name="about", title="About us", markdown="# Hello\n\n---\n\nmore\n"),)


def test_line_ends_of_windows_and_spaces_behind_the_dashes_make_no_difference(config):
    config.write("pages/about.md", b"\xef\xbb\xbf--- \r\ntitle: 2024\r\n---\t\r\none\r\ntwo")

    assert pages() == (AuthoredPage(name="about", title="2024", markdown="one\ntwo\n"),)


def test_pages_come_in_the_order_of_their_names(config):
    for name in ("imprint", "über", "about", "2-rules"):
        config.write(f"pages/{name}.md", "---\ntitle: x\n---\n")

    assert [page.name for page in pages()] == ["2-rules", "about", "imprint", "über"]


def test_a_name_taken_apart_by_macos_is_the_same_name(config):
    config.write("pages/u\u0308ber.md", "---\ntitle: x\n---\n")

    assert [page.name for page in pages()] == ["\u00fcber"]


@pytest.mark.parametrize("name", [".#about.md", ".hidden.md", "notes.txt", "about.md~", "deeper/about.md"])
def test_what_is_no_page_is_left_alone(config, name):
    config.write(f"pages/{name}", "no front matter")

    assert pages() == ()


@pytest.mark.parametrize(
    "text", ["", "# Hello\n", "---\ntitle: x\n", "\n---\ntitle: x\n---\n", "----\ntitle: x\n----\n"]
)
def test_a_page_without_front_matter_is_told_how_to_begin(config, text):
    config.write("pages/about.md", text)

    assert errors() == [
        (
            "pages/about.md:1:1: the page has no front matter\n"
            '  hint: start the file with three lines: "---", "title: …" and "---"'
        )
    ]


@pytest.mark.parametrize("front", ["", "# nothing\n"])
def test_a_page_without_a_title_says_so(config, front):
    config.write("pages/about.md", f"---\n{front}---\ntext\n")

    assert errors() == ['pages/about.md:1:1: "title" is missing\n  hint: write "title: About"']


def test_problems_of_the_front_matter_have_their_line_in_the_page(config):
    config.write("pages/about.md", "---\ntilte: About\nlayout: wide\n---\n")
    config.write("pages/zoo.md", "---\ntitle: [a]\n---\n")

    assert errors() == [
        'pages/about.md:2:1: "tilte" is not a key that Planet knows\n  hint: did you mean "title"?',
        'pages/about.md:3:1: "layout" is not a key that Planet knows\n  hint: keys that may stand here: title',
        "pages/zoo.md:2:8: title: found a list, but a text is wanted",
    ]


def test_a_page_whose_front_matter_is_not_yaml_hides_no_problem_of_another(config):
    config.write("pages/about.md", "---\ntitle: a: b\n---\n")
    config.write("pages/zoo.md", "no front matter")

    assert [found.partition(" ")[0] for found in errors()] == ["pages/about.md:2:9:", "pages/zoo.md:1:1:"]


@pytest.mark.parametrize("name", ["a b", "a.b", "-a", "a!", "x" * 150, "_", "a\u202eb"])
def test_a_name_that_makes_no_good_address_is_refused(config, name):
    config.write(f"pages/{name}.md", "---\ntitle: x\n---\n")

    [found] = errors()
    assert "cannot be the name of a page\n  hint: use letters, digits and hyphens" in found


def test_a_page_never_takes_the_place_of_planets_own_folders(config):
    config.write("pages/Page.md", "---\ntitle: x\n---\n")

    assert errors() == ['pages/Page.md: "Page" is a folder that Planet makes itself\n  hint: rename the file']


def test_two_pages_whose_names_differ_by_capitals_are_refused(config):
    config.write("pages/About.md", "---\ntitle: x\n---\n")
    config.write("pages/about.md", "---\ntitle: x\n---\n")

    if len(list(Path("pages").iterdir())) == 1:
        pytest.skip("this file system ignores case")
    assert errors() == ["pages/about.md: another page has the same name but for capitals\n  hint: rename one of them"]


def test_a_link_that_leaves_the_folder_of_the_pages_is_refused(config, tmp_path_factory):
    secret = tmp_path_factory.mktemp("outside") / "secret.md"
    secret.write_text("---\ntitle: x\n---\n")
    Path("pages").mkdir()
    Path("pages/about.md").symlink_to(secret)

    assert errors() == [
        "pages/about.md: the page is a link that leaves the folder of the pages\n  hint: put the file itself there"
    ]


def test_a_page_that_is_not_utf8_is_a_problem(config):
    config.write("pages/about.md", b"---\ntitle: \xff\n---\n")

    assert errors() == ["pages/about.md:2:8: the file is not UTF-8\n  hint: save it as UTF-8 in your editor"]


def test_too_many_problems_in_one_page_end_the_search(config):
    config.write("pages/about.md", "---\n" + "".join(f"key{number}: x\n" for number in range(300)) + "---\n")
    config.write("pages/zoo.md", "no front matter")

    assert len(errors()) == 101
