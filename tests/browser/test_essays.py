"""Long essays, twenty to a page: a reader of the original misses nothing, at a desk and on a phone."""

from __future__ import annotations

import pytest
from browser.essays import ESSAYS, SITE, TITLES, feed
from plugins.command import Planet

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A Russian planet of the essays, built by the real command."""
    planet = Planet(tmp_path_factory.mktemp("essays"))
    (planet.folder / "essays.xml").write_bytes(feed())
    planet.configure({"url": "essays.xml"}, title="Планета", language="ru", river={"per_page": 20, "max_per_feed": 20})
    planet.build()
    return planet


@pytest.fixture
def visit(browser, site):
    """Opens the page in a window of a width."""
    contexts = []

    def opened(width=1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.goto((site.output / "index.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def article(page, title):
    """The entry with a title."""
    return page.locator("article").filter(has=page.get_by_role("heading", name=title, exact=True)).first


@pytest.mark.parametrize("width", WIDTHS)
def test_twenty_essays_stand_on_a_page_that_is_no_wider_than_its_window(visit, width):
    page = visit(width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    assert page.locator("article").count() == 20
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_every_word_that_the_original_shows_is_there(visit):
    page = visit()
    words = """html => { const box = document.createElement('div'); box.innerHTML = html; document.body.append(box);
        box.querySelectorAll('style, .linenos, iframe').forEach(one => one.remove());
        box.querySelectorAll('details').forEach(one => one.open = true);
        const text = box.innerText; box.remove(); return text.split(/\\s+/).filter(word => word); }"""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    for title, essay in zip(TITLES, ESSAYS, strict=True):
        shown = article(page, title).inner_text().split()

        assert [word for word in page.evaluate(words, essay) if word not in shown] == []


@pytest.mark.parametrize("number", ["[1]", "[2]", "*"])
def test_a_footnote_leads_to_its_note_though_it_is_covered_and_back(visit, number):
    page = visit()
    first = article(page, TITLES[0])
    assert not page.get_by_text("Так делает художник").first.is_visible()

    first.get_by_role("link", name=number, exact=True).click()

    note = page.evaluate(
        "(() => { const one = document.querySelector(':target'); return [one.innerText, one.checkVisibility()] })()"
    )
    assert note[0]
    assert note[1]
    page.locator(":target").get_by_role("link").click()
    assert page.locator(":target").get_by_text(number, exact=True).count() or number == "*"


def test_a_footnote_in_an_essay_that_is_folded_opens_it(visit):
    page = visit()
    folded = article(page, TITLES[4])
    link = folded.locator("details.long a[href^='#']").first
    assert not link.is_visible()

    page.evaluate("address => { location.hash = address }", link.get_attribute("href"))

    assert page.locator(":target").is_visible()
    assert folded.locator("details.long").get_attribute("open") is not None


@pytest.mark.parametrize(("answer", "is_titled"), [("Одно разорвалось надвое", False), ("Ветер был сильный", True)])
def test_a_spoiler_is_covered_until_a_reader_opens_it(visit, answer, is_titled):
    page = visit()
    riddle = article(page, TITLES[3])
    text = riddle.get_by_text(answer)
    cover = riddle.locator("details").filter(has_text=answer)
    assert not text.is_visible()

    if is_titled:
        cover.locator("summary").click()
    else:
        cover.scroll_into_view_if_needed()
        box = cover.bounding_box()
        page.mouse.click(box["x"] + 30, box["y"] + box["height"] / 2)

    assert text.is_visible()


def test_formulas_whose_characters_stood_in_a_style_sheet_are_formulas(visit):
    page = visit()
    formulas = article(page, TITLES[1]).locator("math")

    assert [text.replace(" ", "") for text in formulas.all_text_contents()][:2] == ["𝑛𝑖", "𝑁"]
    assert formulas.count() == 5
    assert all(box["width"] > 5 for box in (formulas.nth(number).bounding_box() for number in range(5)))
    assert "mjx-container" not in page.locator("body").inner_text()


def test_tables_and_code_scroll_within_a_phone(visit):
    page = visit(360)
    scrolling = article(page, TITLES[2]).locator(".scroll")

    assert scrolling.count() == 2
    assert all(scrolling.evaluate_all("all => all.map(one => one.scrollWidth > one.clientWidth)"))
    code = article(page, TITLES[2]).locator("pre").inner_text()
    assert code.splitlines()[0] == "def среднее(облака):"
    assert code.splitlines()[2] == "    return sum(облака) / len(облака)"


def test_lists_keep_their_numbers_and_kinds(visit):
    lists = article(visit(), TITLES[0])

    assert lists.locator("ol[start='4'] > li[value='9']").count() == 1
    assert lists.locator("ol ul ol[type='a'] > li").count() == 2


def test_an_episode_and_a_film_have_a_player_and_a_link_with_type_length_and_size(visit):
    page = visit()
    episode, film = article(page, TITLES[0]).locator(".enclosure"), article(page, TITLES[1]).locator(".enclosure")

    assert episode.locator("audio[controls][preload='none']").get_attribute("src") == f"{SITE}/1.mp3"
    assert film.locator("video[controls][preload='none']").get_attribute("src") == f"{SITE}/2.mp4"
    assert episode.locator("figcaption").inner_text() == "Аудио · MP3 · 1:02:03 · 25 МБ"
    assert film.locator("figcaption").inner_text() == "Видео · MP4 · 1:35 · 1 МБ"


def test_the_page_speaks_russian(visit):
    page = visit()

    assert page.get_by_role("link", name="Источники").first.is_visible()
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator("details.long summary").first.inner_text().startswith("Читать дальше")
