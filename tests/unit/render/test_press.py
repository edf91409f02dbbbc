"""A press that was set up ahead prints the same as one that was not."""

from planet.render import render_site, set_up_press
from planet.render.press import MOST_PAGES


def test_a_press_set_up_ahead_prints_the_same(view, theme):
    ahead = set_up_press(view.site, theme, lambda: True)

    assert render_site(view, theme, press=ahead) == render_site(view, theme)


def test_a_press_prints_one_edition_after_another(view, make_view, theme):
    press = set_up_press(view.site, theme, lambda: True)
    other = make_view(title="Another")

    assert render_site(other, theme, press=press) == render_site(other, theme)
    assert render_site(view, theme, press=press) == render_site(view, theme)


def test_every_template_that_is_compiled_ahead_exists(theme):
    assert [name for name in MOST_PAGES if not any((folder / name).is_file() for folder in theme.folders)] == []


def test_templates_are_compiled_only_while_nobody_waits(view, theme):
    asked = []

    def is_wanted():
        asked.append(True)
        return len(asked) < 3

    set_up_press(view.site, theme, is_wanted)

    assert len(asked) == 3
