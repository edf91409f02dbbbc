from planet.compose import choose_atom_ids
from planet.compose.order import in_order


def ids(entries):
    return choose_atom_ids(in_order(entries), {entry.atom_id for entry in entries})


def test_an_absolute_and_unique_id_is_kept(make_entry):
    entry = make_entry("k", id="tag:a.example,2026:1")

    assert ids([entry]) == {entry.name: "tag:a.example,2026:1"}


def test_a_bare_path_or_free_text_is_no_id(make_entry):
    path, text = make_entry("k1", id="/2026/post"), make_entry("k2", id="post: one")

    assert ids([path, text]) == {path.name: f"urn:planet:{path.name}", text.name: f"urn:planet:{text.name}"}


def test_an_id_that_two_feeds_use_goes_to_neither(make_entry):
    mine = make_entry("k", id="https://a.example/1")
    theirs = make_entry("k", feed="https://thief.example/", id="https://a.example/1")

    assert set(ids([mine, theirs]).values()) == {f"urn:planet:{mine.name}", f"urn:planet:{theirs.name}"}


def test_an_id_that_was_published_never_changes(make_entry):
    entry = make_entry("k", id="https://a.example/changed", atom_id="https://a.example/1")

    assert ids([entry]) == {entry.name: "https://a.example/1"}


def test_nobody_can_take_an_id_that_was_published_for_another(make_entry):
    mine = make_entry("k", id="https://a.example/1", atom_id="https://a.example/1", hours=9)
    thief = make_entry("k", feed="https://thief.example/", id="https://a.example/1")

    assert ids([mine, thief])[thief.name] == f"urn:planet:{thief.name}"
