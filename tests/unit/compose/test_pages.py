from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planet.compose.order import in_order
from planet.compose.pages import cut_index, cut_pages
from planet.model.settings import RiverSettings

UTC_ZONE = ZoneInfo("UTC")
FEEDS = ("https://a.example/", "https://b.example/", "https://c.example/")


def river_of(make_entry, feeds):
    """One entry an hour, the last of the list the newest."""
    count = len(feeds)
    return in_order(make_entry(f"k{i:03}", feed=feed, hours=count - i) for i, feed in enumerate(feeds))


def test_the_index_shows_the_newest_entries(make_entry, keys):
    placed = river_of(make_entry, FEEDS * 4)

    index = cut_index(placed, RiverSettings(per_page=5), UTC_ZONE)

    assert keys(index) == ["k011", "k010", "k009", "k008", "k007"]


def test_a_burst_from_one_feed_does_not_fill_the_index(make_entry, keys):
    placed = river_of(make_entry, [FEEDS[1]] * 3 + [FEEDS[0]] * 30)

    index = cut_index(placed, RiverSettings(per_page=10, max_per_feed=4), UTC_ZONE)

    assert keys(index) == ["k032", "k031", "k030", "k029", "k002", "k001", "k000"]


def test_pages_are_numbered_from_the_oldest(make_entry, keys):
    placed = river_of(make_entry, FEEDS * 3)

    pages = cut_pages(placed, RiverSettings(per_page=4), UTC_ZONE)

    assert [page.number for page in pages] == [1, 2, 3]
    assert keys(pages[0]) == ["k003", "k002", "k001", "k000"]
    assert keys(pages[2]) == ["k008"]


def test_a_page_closes_when_a_feed_has_had_its_share(make_entry, keys):
    placed = river_of(make_entry, [FEEDS[0]] * 5 + [FEEDS[1]])

    pages = cut_pages(placed, RiverSettings(per_page=25, max_per_feed=2), UTC_ZONE)

    assert [keys(page) for page in pages] == [["k001", "k000"], ["k003", "k002"], ["k005", "k004"]]


def test_the_same_day_in_two_zones(make_entry, noon):
    placed = in_order([make_entry("noon")])

    assert cut_index(placed, RiverSettings(), UTC_ZONE).days[0].on == date(2026, 11, 23)
    assert cut_index(placed, RiverSettings(), ZoneInfo("Europe/Moscow")).days[0].on == date(2026, 11, 23)


def test_an_evening_in_one_zone_is_the_next_day_in_another(make_entry, noon):
    placed = in_order([make_entry("late", published_at=noon.replace(day=22, hour=22, minute=30))])

    assert cut_index(placed, RiverSettings(), UTC_ZONE).days[0].on == date(2026, 11, 22)
    assert cut_index(placed, RiverSettings(), ZoneInfo("Europe/Moscow")).days[0].on == date(2026, 11, 23)


rivers = st.lists(st.sampled_from(FEEDS), max_size=60)
layouts = st.builds(RiverSettings, per_page=st.integers(1, 9), max_per_feed=st.integers(1, 4))


@given(feeds=rivers, layout=layouts)
def test_every_entry_is_on_exactly_one_numbered_page(make_entry, keys, feeds, layout):
    placed = river_of(make_entry, feeds)

    pages = cut_pages(placed, layout, UTC_ZONE)

    newest_first = [key for page in reversed(pages) for key in keys(page)]
    assert newest_first == [one.stored.key for one in placed]


@given(feeds=rivers, layout=layouts)
def test_no_page_holds_more_than_its_limits(make_entry, feeds, layout):
    placed = river_of(make_entry, feeds)

    for page in (cut_index(placed, layout, UTC_ZONE), *cut_pages(placed, layout, UTC_ZONE)):
        shares = Counter(one.stored.feed_url for day in page.days for one in day.entries)
        assert shares.total() <= layout.per_page
        assert max(shares.values(), default=0) <= layout.max_per_feed


@given(feeds=rivers, layout=layouts, newcomer=st.sampled_from(FEEDS))
def test_a_post_newer_than_all_others_changes_no_page_but_the_last(make_entry, feeds, layout, newcomer):
    placed = river_of(make_entry, feeds)
    later = in_order([*(one.stored for one in placed), make_entry("new", feed=newcomer)])

    before, after = cut_pages(placed, layout, UTC_ZONE), cut_pages(later, layout, UTC_ZONE)

    assert len(after) - len(before) in {0, 1}
    sealed = len(before) if len(after) > len(before) else len(before) - 1
    assert after[: max(sealed, 0)] == before[: max(sealed, 0)]


@given(feeds=rivers, layout=layouts)
def test_the_last_page_is_whole_within_the_index(make_entry, keys, feeds, layout):
    placed = river_of(make_entry, feeds)

    index, pages = cut_index(placed, layout, UTC_ZONE), cut_pages(placed, layout, UTC_ZONE)

    assert not pages or set(keys(pages[-1])) <= set(keys(index))
