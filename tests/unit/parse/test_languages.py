"""Languages."""

import pytest

from planet.parse.languages import guess_language, language_tag


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_us", "en-US"),
        ("en-us", "en-US"),
        ("pt-BR", "pt-BR"),
        ("zh-hans", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("de-1996", None),
        ("ca-valencia", "ca-valencia"),
        ("  ru  ", "ru"),
        ("English", "en"),
        ("Русский", "ru"),
    ],
)
def test_a_declared_language_becomes_a_tag(declared, tag):
    assert language_tag(declared) == tag


@pytest.mark.parametrize(
    "declared", [None, "", "utf-8", "e", "und", "mul", "en us", "en-", "<b>", "x" * 1000, "12", "en\n"]
)
def test_nonsense_is_no_language(declared):
    assert language_tag(declared) in {None, "en"}
    assert language_tag("utf-8") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Это обычный русский текст, в котором есть буквы ы и э.", "ru"),
        ("Це звичайний український текст, у якому є літери ї та є.", "uk"),
        ("Това е обикновен български текст, който няма тези букви.", None),
        ("Ово је обичан српски текст који има своја слова љ и њ.", None),
        ("これは日本語の文章です。漢字とひらがなが混ざっています。", "ja"),
        ("这是一个用中文写的句子，里面只有汉字，没有别的文字，长度足够判断。", "zh"),
        ("이것은 한국어로 쓴 문장입니다. 한글로만 되어 있습니다.", "ko"),
        ("هذا نص عادي باللغة العربية وفيه حروف كثيرة.", "ar"),
        ("این یک متن فارسی است که حروف پ و چ و گ دارد.", None),
        ("זה טקסט רגיל בעברית ויש בו הרבה אותיות.", "he"),
        ("Αυτό είναι ένα συνηθισμένο ελληνικό κείμενο.", "el"),
        ("นี่คือข้อความภาษาไทยธรรมดาที่มีตัวอักษรมากพอ", "th"),
        ("This is “English” with a word: Привет", None),
        ("Ein deutscher Text mit Umlauten: äöüß, lang genug.", None),
        ("Привет", None),
        ("", None),
        ("12345 … —", None),
    ],
)
def test_a_script_decides_only_where_it_leaves_no_doubt(text, language):
    assert guess_language(text) == language
