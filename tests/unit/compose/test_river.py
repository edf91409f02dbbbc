from planet.compose import compose_river, freshness_of
from planet.model.settings import HideRules, RiverSettings, SiteSettings

SITE = SiteSettings(title="Planet", feed_entries=3)


def test_the_merged_feed_holds_the_newest_entries_without_a_cap_for_each_feed(make_entry, settings_of):
    entries = [make_entry(f"k{i}", hours=i) for i in range(5)]

    river = compose_river(entries, settings_of(river=RiverSettings(max_per_feed=1), site=SITE))

    assert [one.stored.key for one in river.newest] == ["k0", "k1", "k2"]


def test_a_hidden_entry_is_on_no_page_and_in_no_feed(make_entry, settings_of):
    entries = [make_entry("k0", hours=0, link="https://a.example/0"), make_entry("k1", hours=1)]
    hide = HideRules(entries=frozenset({"https://a.example/0"}))

    river = compose_river(entries, settings_of(hide=hide))

    assert [entry.key for entry in river.entries()] == ["k1"]
    assert [one.stored.key for one in river.newest] == ["k1"]


def test_an_author_is_hidden_by_name_whatever_its_case(make_entry, settings_of):
    entries = [make_entry("k0", authors=("A. Bot",)), make_entry("k1", authors=("Somebody Else",))]

    river = compose_river(entries, settings_of(hide=HideRules(authors=frozenset({"a. bot"}))))

    assert [entry.key for entry in river.entries()] == ["k1"]


def test_every_entry_that_is_shown_is_listed_once(make_entry, settings_of):
    entries = [make_entry(f"k{i}", hours=i) for i in range(60)]

    river = compose_river(entries, settings_of(river=RiverSettings(per_page=7, max_per_feed=7)))

    assert sorted(entry.key for entry in river.entries()) == sorted(f"k{i}" for i in range(60))


def test_freshness_counts_what_is_shown_and_knows_the_newest(make_entry, settings_of, noon):
    entries = [make_entry("k0", hours=0), make_entry("k1", hours=5)]
    river = compose_river(entries, settings_of())

    freshness = freshness_of(river, ["https://a.example/feed", "https://silent.example/"])

    assert freshness["https://a.example/feed"].entry_count == 2
    assert freshness["https://a.example/feed"].newest_at == noon
    assert freshness["https://silent.example/"].newest_at is None
