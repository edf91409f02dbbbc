from planet.compose import compose_river, whereabouts
from planet.model.settings import RiverSettings, SiteSettings


def test_one_can_ask_where_an_entry_is(make_entry, settings_of):
    entries = [make_entry(f"k{n}", hours=n) for n in range(5)]
    settings = settings_of(
        "https://a.example/feed",
        river=RiverSettings(per_page=2),
        site=SiteSettings(title="Planet", feed_entries=3),
    )

    found = whereabouts(compose_river(entries, settings))

    where = [found[entry.name] for entry in entries]
    assert [one.page for one in where] == [3, 2, 2, 1, 1]
    assert [one.on_index for one in where] == [True, True, False, False, False]
    assert [one.feed_rank for one in where] == [1, 2, 3, None, None]
    assert where[0].shown_at == entries[0].placed_at


def test_one_can_ask_whether_it_stands_there_whole(make_entry, settings_of):
    entries = [make_entry(f"k{n}", hours=n, backlog=n != 3) for n in range(4)]
    river = RiverSettings(per_page=1, backlog=0)
    settings = settings_of("https://a.example/feed", river=river, site=SiteSettings(title="Planet", feed_entries=2))

    found = whereabouts(compose_river(entries, settings))

    assert [found[entry.name].whole for entry in entries] == [True, True, False, True]
