from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from markupsafe import Markup

from planet.errors import ThemeError
from planet.render.languages import known_language, say, speak
from planet.render.theme import find_theme

WORDS = Path(__file__).parents[3] / "planet" / "render" / "words"
LANGUAGES = ("de", "ru", "ja", "ar")


def words_of(language: str) -> dict[str, object]:
    words: dict[str, object] = yaml.safe_load((WORDS / f"{language}.yaml").read_text(encoding="utf-8"))
    return words


def holes(word: object) -> set[str]:
    texts = word.values() if isinstance(word, dict) else [word]
    return {hole for text in texts for hole in re.findall(r"\{(\w+)\}", str(text))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_holes(language):
    english, theirs = words_of("en"), words_of(language)

    assert theirs.keys() == english.keys()
    assert {key for key in english if holes(theirs[key]) != holes(english[key])} == set()


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_plural_words_have_all_forms_of_their_language(theme, language):
    locale = speak(language, "UTC", theme).locale
    forms = {locale.plural_form(n) for n in range(200)} | {"other"}

    plural = {key: word for key, word in words_of(language).items() if isinstance(word, dict)}

    assert {key for key, word in plural.items() if not forms <= word.keys()} == set()


@pytest.mark.parametrize(("n", "said"), [(1, "1 слово"), (3, "3 слова"), (5, "5 слов"), (21, "21 слово")])
def test_a_number_chooses_the_plural(theme, n, said):
    assert say(speak("ru", "UTC", theme), "words", n) == said


def test_a_strangers_text_in_a_word_is_escaped_and_markup_of_ours_is_not(theme):
    english = speak("en", "UTC", theme)

    assert say(english, "read_at", source="<b>{n}{source}</b>") == "Read at &lt;b&gt;{n}{source}&lt;/b&gt;"
    assert say(english, "read_at", source=Markup("<bdi>x</bdi>")) == "Read at <bdi>x</bdi>"


@pytest.mark.parametrize(
    ("tag", "lang", "direction", "newest"),
    [
        ("en", "en", "ltr", "Newest"),
        ("en-US", "en-US", "ltr", "Newest"),
        ("de-AT", "de-AT", "ltr", "Neueste"),
        ("ar", "ar", "rtl", "الأحدث"),
        ("he", "he", "rtl", "Newest"),
        ("zz", "en", "ltr", "Newest"),
        ("../../etc", "en", "ltr", "Newest"),
        ("", "en", "ltr", "Newest"),
    ],
)
def test_a_language_speaks_its_own_words_or_english(theme, tag, lang, direction, newest):
    language = speak(tag, "UTC", theme)

    assert (language.tag, language.dir, say(language, "newest")) == (lang, direction, newest)


def test_an_unknown_time_zone_is_utc(theme):
    assert str(speak("en", "Mars/Olympus", theme).zone) == "UTC"


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "sr-Latn", "yue"])
def test_real_language_tags_are_known(tag):
    assert known_language(tag) == tag


@pytest.mark.parametrize("tag", [None, "", "english", "en_US", "xx", 'en" onload="x', "e", "en-", "de-toolongsubtag"])
def test_other_tags_are_not(tag):
    assert known_language(tag) is None


def own_theme(tmp_path: Path, settings: str):
    folder = tmp_path / "themes" / "mine"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(settings, encoding="utf-8")
    return find_theme("mine", tmp_path)


def test_a_theme_may_say_things_its_own_way(tmp_path):
    theme = own_theme(tmp_path, "words: {en: {newest: Latest}, fr: {newest: Nouveau}}")

    assert say(speak("en", "UTC", theme), "newest") == "Latest"
    assert say(speak("fr", "UTC", theme), "newest") == "Nouveau"
    assert say(speak("de", "UTC", theme), "newest") == "Neueste"


@pytest.mark.parametrize(
    "settings",
    [
        "words: {en: {newset: Latest}}",
        "words: {en: {newest: 3}}",
        "words: {en: {words: {one: x}}}",
        "words: {en: Latest}",
        "words: Latest",
        "- words",
        "words: [",
        "words: !!python/object:os.system {}",
    ],
)
def test_a_mistake_in_theme_yaml_is_explained(tmp_path, settings):
    theme = own_theme(tmp_path, settings)

    with pytest.raises(ThemeError) as caught:
        speak("en", "UTC", theme)

    assert "theme.yaml" in str(caught.value)
