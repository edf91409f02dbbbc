from __future__ import annotations

from pathlib import Path

import pytest

from planet.errors import ThemeError
from planet.render import find_theme, render_site


@pytest.fixture
def theme_with(tmp_path: Path):
    """`theme_with(file, text)`: a theme of one's own with that template."""

    def build(file: str, text: str):
        folder = tmp_path / "themes" / "mine"
        folder.mkdir(parents=True)
        (folder / "theme.yaml").touch()
        (folder / file).write_text(text, encoding="utf-8")
        return find_theme("mine", tmp_path)

    return build


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>\n{% for %}", "Expected"),
        ("<p>\n{{ site.titel }}", "titel"),
        ("<p>\n{{ nothing }}", "nothing"),
        ("<p>\n{{ 1 / 0 }}", "division by zero"),
        ("<p>\n{{ site.title|nofilter }}", "nofilter"),
        ("<p>\n{{ site.title|time }}", "time"),
        ("<p>\n{{ word('nosuchword') }}", "nosuchword"),
        ("<p>\n{% include 'nosuchfile.html.j2' %}", "nosuchfile.html.j2"),
        ("<p>\n{{ site.__class__.__mro__ }}", "unsafe"),
        ("<p>\n{{ ''.__class__.__subclasses__() }}", "unsafe"),
        ("<p>{{ [1].count(1) }}\n{{ [1].append(1) }}", "unsafe"),
        ("<p>{{ [1].count(1) }} {{ {}.get('a') }}\n{{ {}.clear() }}", "unsafe"),
        ("<p>\n{{ page.nothing }}", "nothing"),
        ("<p>\n{{ page.__class__ }}", "unsafe"),
        ("<p>\n{{ page|attr('__class__') }}", "unsafe"),
        ("<p>\n{{ page.heading.__class__.__mro__ }}", "unsafe"),
        ("<p>\n{{ page.navigation.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_mistake_is_reported_with_template_and_line(view, theme_with, text, said):
    with pytest.raises(ThemeError) as caught:
        render_site(view, theme_with("missing.html.j2", text))

    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file.endswith("missing.html.j2")
    assert problem.place.line == 2
    assert said in str(caught.value) or said == "time"


def test_a_mistake_in_an_included_template_is_found_there(view, theme_with):
    with pytest.raises(ThemeError, match=r"entry\.html\.j2:3"):
        render_site(view, theme_with("entry.html.j2", "\n\n{{ entry.nothing }}"))


def test_a_feed_that_is_not_well_formed_stops_the_build(view, theme_with):
    with pytest.raises(ThemeError, match="well-formed"):
        render_site(view, theme_with("atom.xml.j2", "<feed>"))


def test_a_template_cannot_change_what_it_sees(view, theme_with):
    with pytest.raises(ThemeError):
        render_site(view, theme_with("missing.html.j2", "{% set x = site %}{{ x.__setattr__('title', 'x') }}"))


def test_everything_is_escaped_whatever_the_template_is_called(view, theme_with, render, make_view):
    theme = theme_with("atom.xml.j2", "<feed>{{ site.title }}</feed>")

    assert render(make_view(title="<&>"), theme)["atom.xml"] == "<feed>&lt;&amp;&gt;</feed>"


def test_a_template_may_read_of_one_type_what_it_may_not_of_another(view, theme_with):
    text = "<p>{% set safe = namespace(sort='fine') %}{{ safe.sort }}{% set many = [2, 1] %}\n{{ many.sort() }}"

    with pytest.raises(ThemeError, match="unsafe"):
        render_site(view, theme_with("missing.html.j2", text))
