"""Facts of a text."""

import random
from dataclasses import replace

import pytest

from planet.model.atom import RawText, TextFacts
from planet.parse.facts import beginning_of, count_words, facts_of, fingerprint, opening

TWENTY = " ".join(f"word{number}" for number in range(20))


def html(value):
    return RawText(value=value, kind="html")


def test_facts_are_of_the_visible_text():
    facts = facts_of(html("<style>a b c d</style><p>One <b>two</b></p><p>three</p>"), "en")

    assert replace(facts, beginning=None) == TextFacts(words=3, opening="One two three", language="en")


def test_plain_text_is_taken_as_it_is():
    assert facts_of(RawText(value="a <b> c", kind="text"), None).opening == "a <b> c"


def test_without_a_text_there_are_no_facts_but_the_language():
    assert facts_of(None, "de") == TextFacts(language="de")


def test_the_declared_language_wins_over_the_script():
    russian = RawText(value="Это обычный русский текст, в котором есть буквы ы и э.", kind="text")

    assert facts_of(russian, "bg").language == "bg"
    assert facts_of(russian, None).language == "ru"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("one two\nthree", 3),
        ("日本語です", 3),
        ("日本", 1),
        ("Hello 世界 again", 3),
        ("한국어 문장", 3),
    ],
)
def test_two_characters_of_chinese_japanese_or_korean_are_a_word(text, words):
    assert count_words(text) == words


def test_an_opening_is_whole_words_on_one_line():
    text = opening("Lorem  ipsum\n" * 100)

    assert len(text) <= 200
    assert text.endswith((" Lorem", " ipsum"))


def test_a_short_text_is_its_own_opening():
    assert opening(" Hello,\n world. ") == "Hello, world."


def test_a_text_without_spaces_is_cut_where_the_room_ends():
    assert opening("あ" * 500) == "あ" * 200


def test_a_fingerprint_sees_only_letters_and_digits():
    assert fingerprint("Hello, World — “2026”!") == fingerprint("hello world 2026") == fingerprint("HELLO\nWORLD\t2026")
    assert fingerprint("Hello, World") != fingerprint("Hello, Word")
    assert len(fingerprint("x")) == 32


def test_markup_does_not_change_the_fingerprint():
    assert facts_of(html(f"<p>{TWENTY}</p>"), None).fingerprint == facts_of(html(TWENTY), None).fingerprint is not None


def test_under_twenty_words_there_is_no_fingerprint():
    assert facts_of(html(TWENTY.removeprefix("word0 ")), None).fingerprint is None


def test_controls_are_no_part_of_an_opening():
    assert facts_of(html("a&#27;[31mb\ud800"), None).opening == "a[31mb"


def test_only_the_first_half_mebibyte_is_read():
    assert facts_of(html("word " * 1_000_000), None).words <= 512 * 1024 // 5 + 1


def test_an_excerpt_begins_as_the_whole_does():
    whole = facts_of(html(f"<p>{TWENTY}</p><p>And {TWENTY} more.</p>"), None)
    excerpt = facts_of(RawText(value=f"{TWENTY} …"), None)

    assert excerpt.beginning == whole.beginning
    assert excerpt.fingerprint != whole.fingerprint


def test_a_text_of_a_few_words_begins_as_itself_alone():
    assert facts_of(html("Yes."), None).beginning != facts_of(html("Yes, and no."), None).beginning
    assert facts_of(html("<img src=a.png>"), None).beginning is None


def test_the_title_is_plain_and_on_one_line():
    title = html("A <b>bold</b>\n title &amp; more")

    assert facts_of(None, None, title).title == "A bold title & more"


SEEN = (
    *(
        "<p>",
        "</p>",
        "<br/>",
        "<b class='none'>",
        "</b>",
        "<img alt='a > b' src='/x'>",
        "<a href='/?a=1&amp;b=2'>",
        "<",
        ">",
    ),
    *("&amp;", "&am", "p;", "&eacute", "&#233;", "&#x1F600;", "&", ";", "#", "é", "&lt;b&gt;", "&notit;", "\n", "&#"),
    *("1", "x", "many words stand here "),
)
HIDDEN = ("<!-- x -->", "<script>x</script>", "<p hidden>h</p>", "<P HIDDEN>H</P>", "<style", "<!--")


def test_what_is_certain_of_a_beginning_is_so_wherever_it_was_cut():
    chance = random.Random("cut")
    certain = 0
    for _ in range(3000):
        pieces = SEEN if chance.random() < 0.7 else (*SEEN, *HIDDEN)
        html = "".join(chance.choices(pieces, k=chance.randrange(60)))
        cut = chance.randrange(len(html) + 1)
        is_known, beginning = beginning_of(html[:cut], is_all=cut == len(html), is_html=True)
        certain += is_known
        assert not is_known or beginning == facts_of(RawText(value=html, kind="html"), None).beginning, (html, cut)

    assert certain > 100


def test_a_long_paragraph_is_a_beginning_also_where_no_tag_follows():
    words = "many words stand here, "

    assert beginning_of(f"<p>{words * 12}", is_all=False, is_html=True)[0]
    assert beginning_of(f"<p>{words * 12}&amp; {words}", is_all=False, is_html=True)[0]
    assert not beginning_of(f"<p>{words * 3}&a{'m' * 80}", is_all=False, is_html=True)[0]
