from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planet.model.fetching import FeedHealth
from planet.render import plan_site, render_site, unchanged_files


@pytest.fixture
def site(view):
    """The sample planet with a key for each of its entries."""
    return replace(view, entry_keys={name: f"key of {name}" for name in view.entries})


@pytest.fixture
def made(site, theme):
    """Path → what each file of the sample planet was made of."""
    return {str(file.path): file.made_of for file in render_site(site, theme) if file.made_of}


def stale(view, theme, made):
    """The paths that have to be made again."""
    return set(made) - unchanged_files(plan_site(view, theme), made)


def test_every_file_but_the_copied_ones_has_a_plan_and_says_what_it_was_made_of(site, theme, made):
    files = {str(file.path) for file in render_site(site, theme)}

    assert set(made) == set(plan_site(site, theme).files) == {path for path in files if not path.startswith("static/")}


def test_nothing_is_made_again_when_nothing_has_changed(site, theme, made):
    assert stale(site, theme, made) == set()


def test_an_edited_entry_touches_the_pages_that_show_it(site, theme, made):
    name = site.river.pages[0].days[0].entries[0].stored.name
    edited = replace(site, entry_keys=site.entry_keys | {name: "another"})

    assert stale(edited, theme, made) == {"page/1/index.html", "atom.xml"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("entry_keys", "another"), ("shown_at", timedelta(hours=1)), ("revised_at", timedelta(hours=9))],
)
def test_what_stands_by_its_title_touches_its_page_when_its_line_changes(site, theme, briefly, field, value):
    page = site.river.pages[0]
    placed = page.days[0].entries[0]
    brief = briefly(site, placed.stored.name)
    made = {str(file.path): file.made_of for file in render_site(brief, theme) if file.made_of}
    if field == "entry_keys":
        after = replace(brief, entry_keys=brief.entry_keys | {placed.stored.name: value})
    else:
        moved = replace(placed, **{field: placed.shown_at + value})
        days = (replace(page.days[0], entries=(moved, *page.days[0].entries[1:])), *page.days[1:])
        river = replace(brief.river, pages=(replace(page, days=days), *brief.river.pages[1:]))
        after = replace(brief, river=river)

    assert stale(after, theme, made) == {"page/1/index.html"}


def test_an_entry_that_is_whole_from_now_on_touches_its_page(site, theme, briefly):
    name = site.river.pages[0].days[0].entries[0].stored.name
    brief = briefly(site, name)
    made = {str(file.path): file.made_of for file in render_site(brief, theme) if file.made_of}

    whole = replace(brief, river=replace(brief.river, whole=site.river.whole))

    assert stale(whole, theme, made) == {"page/1/index.html"}


def test_a_source_that_begins_to_fail_touches_only_what_tells_it(site, theme, made):
    first = site.sources[0]
    failing = FeedHealth(feed_url=first.feed.url, state="failing", problem="no answer")
    after = replace(site, sources=(replace(first, health=failing), *site.sources[1:]))

    assert stale(after, theme, made) == {"index.html", "sources/index.html"}


def test_a_source_with_another_name_touches_the_pages_of_its_entries(site, theme, made):
    newest = site.river.index.days[0].entries[0].stored.feed_url
    named = tuple(
        replace(one, feed=replace(one.feed, title="Another")) if one.feed.url == newest else one for one in site.sources
    )

    assert {"index.html", "sources/index.html", "feeds.opml", "atom.xml"} <= stale(
        replace(site, sources=named), theme, made
    )


def test_another_setting_or_theme_touches_everything(site, theme, made):
    assert stale(replace(site, site=replace(site.site, title="New")), theme, made) == set(made)
    assert stale(site, replace(theme, digest="0"), made) == set(made)


def test_a_new_year_touches_everything_for_dates_leave_it_out(site, theme, made):
    assert stale(replace(site, updated_at=site.updated_at + timedelta(days=400)), theme, made) == set(made)


def test_what_is_kept_is_not_made(site, theme, made):
    files = render_site(site, theme, keep=["index.html", "atom.xml"])

    assert {"index.html", "atom.xml"} & {str(file.path) for file in files} == set()


def test_a_record_that_cannot_be_read_makes_everything_again(site, theme, made):
    broken = dict.fromkeys(made, "nonsense =")

    assert stale(site, theme, broken) == set(made)
