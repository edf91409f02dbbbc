"""The pages in Chromium. It keeps to a folder of files, so it shows that nothing needs a server."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PAGES = ("index.html", "page/1/index.html", "sources/index.html", "subscribe/index.html", "about/index.html")


@pytest.fixture
def site(tmp_path, view, theme, briefly):
    """The sample planet as files; of its oldest page every other entry stands by its title."""
    from planet.render import render_site

    oldest = [placed.stored.name for day in view.river.pages[0].days for placed in day.entries]
    long = briefly(
        briefly(view, *oldest[::2]), oldest[0], title="a_title_without_a_space" * 9, link="https://x.example/"
    )

    for file in render_site(long, theme):
        path = tmp_path / "site" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return tmp_path / "site"


def open_all(chromium, site, width, scheme="light"):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in PAGES:
        page = context.new_page()
        troubles: list[str] = []
        page.on("requestfailed", lambda request, troubles=troubles: troubles.append(request.url))
        page.on("console", lambda message, troubles=troubles: troubles.append(message.text))
        page.goto((site / name).as_uri())
        yield name, page, troubles
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_fit_their_window_and_nothing_fails_to_load(chromium, site, width):
    for name, page, troubles in open_all(chromium, site, width):
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

        assert excess <= 0, (name, width)
        assert troubles == [], name


def test_the_style_sheet_is_used_from_a_file_too(chromium, site):
    for name, page, _ in open_all(chromium, site, 1280, "dark"):
        light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert light.startswith("oklch(0.195"), name


def test_targets_are_large_enough_to_touch(chromium, site):
    small = """all => all.filter(one => one.checkVisibility() && !one.closest('.content, .prose, .tagline'))
        .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 23.5)).map(([text]) => text)"""

    for name, page, _ in open_all(chromium, site, 360):
        assert page.eval_on_selector_all("main a, nav a, footer a, summary", small) == [], name


def test_the_keyboard_reaches_the_content_first(chromium, site):
    _, page, _ = next(open_all(chromium, site, 1280))

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_beginning_of_a_long_post_is_not_said_twice(chromium, site):
    _, page, _ = next(open_all(chromium, site, 1280))
    lead = page.locator(".lead").first

    assert lead.is_visible()
    page.locator("summary .read-on").first.click()
    assert not lead.is_visible()
