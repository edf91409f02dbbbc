"""Which encoding a document is in."""

import codecs

import pytest

from planet.errors import Kind, ParseError
from planet.parse.charset import decode

RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 4
JAPANESE = "いろはにほへと ちりぬるを わかよたれそ つねならむ。" * 4
CHINESE = "这是一个我们的中文句子，他在这里说了很多话，都是不一样的。" * 4
TRADITIONAL = "這是一個我們的中文句子，他在這裡說了很多話，都是不一樣的。" * 4
KOREAN = "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다. " * 4
WESTERN = "Ça va déjà, où êtes-vous allés ? Größe, naïveté – „so“. " * 4


def document(text, label=None):
    prolog = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    return f"{prolog}<rss><title>{text}</title></rss>"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso-8859-5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (CHINESE, "gb2312"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (KOREAN, "euc-kr"),
        ("Žluťoučký kůň", "iso-8859-2"),
        ("Žluťoučký kůň", "windows-1250"),
        ("Ελληνικά", "iso-8859-7"),
        ("עברית", "windows-1255"),
        ("ภาษาไทย", "tis-620"),
        ("déjà vu", "iso-8859-1"),
        ("déjà vu", "iso-8859-15"),
    ],
)
def test_a_document_in_the_encoding_it_declares_is_read_exactly(text, label):
    body = document(text, label).encode(label)

    assert text in decode(body, None).text
    assert text in decode(document(text).encode(label), f"application/xml; charset={label}").text
    assert text in decode(document(text).encode(label), f'text/xml;charset="{label.upper()}"').text


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unicode_with_and_without_mark_is_read_exactly(name):
    body = document(RUSSIAN if "sig" in name else f"{'a' * 300} {RUSSIAN}").encode(name)

    decoded = decode(body, None)

    assert RUSSIAN in decoded.text
    assert decoded.text.startswith("<rss>")
    assert decoded.warning is None


def test_two_byte_order_marks_are_none():
    assert decode(codecs.BOM_UTF8 * 2 + b"<rss/>", None).text == "<rss/>"


def test_a_byte_order_mark_wins_over_every_label():
    body = codecs.BOM_UTF8 + document(RUSSIAN, "windows-1251").encode()

    assert RUSSIAN in decode(body, "text/xml; charset=koi8-r").text


def test_valid_utf_8_wins_over_a_wrong_label():
    decoded = decode(document(RUSSIAN, "utf-8").encode(), "text/xml; charset=iso-8859-1")

    assert RUSSIAN in decoded.text


def test_a_wrong_label_is_reported():
    assert decode(document(RUSSIAN, "koi8-r").encode(), None).warning == "labelled koi8-r, but it is UTF-8"


def test_text_xml_without_charset_is_not_ascii():
    assert "déjà" in decode(document("déjà", "iso-8859-1").encode("latin-1"), "text/xml").text


def test_utf_8_in_http_gives_way_to_the_prolog_where_the_bytes_are_not_utf_8():
    assert "déjà" in decode(document("déjà", "iso-8859-1").encode("latin-1"), "text/xml; charset=utf-8").text


def test_a_servers_latin_1_gives_way_to_an_authors_prolog():
    decoded = decode(document(RUSSIAN, "windows-1251").encode("cp1251"), "text/xml; charset=ISO-8859-1")

    assert RUSSIAN in decoded.text


def test_http_wins_over_the_prolog_otherwise():
    assert RUSSIAN in decode(document(RUSSIAN, "koi8-r").encode("cp1251"), "text/xml; charset=windows-1251").text


def test_latin_1_is_windows_1252_in_practice():
    assert "“quoted” – …" in decode(document("“quoted” – …", "iso-8859-1").encode("cp1252"), None).text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "cp950"),
        (KOREAN, "cp949"),
        (WESTERN, "cp1252"),
    ],
)
@pytest.mark.parametrize("label", [None, "utf-8", "foo-bar", ""])
def test_without_a_true_label_the_encoding_is_guessed_and_reported(text, name, label):
    prolog = f'<?xml version="1.0" encoding="{label}"?>' if label is not None else ""

    decoded = decode(f"{prolog}<rss>{text}</rss>".encode(name), None)

    assert text in decoded.text
    assert decoded.warning == f"the encoding is not declared rightly; read as {name}"


def test_a_few_damaged_bytes_do_not_change_the_encoding():
    body = document(RUSSIAN, "utf-8").encode().replace("ё".encode(), b"\xd1", 1)

    decoded = decode(body, None)

    assert "этих мягких французских булок" in decoded.text
    assert decoded.warning == "1 characters are damaged (not valid UTF-8)"


def test_a_document_cut_inside_a_character_is_still_utf_8():
    assert RUSSIAN[:20] in decode(document(RUSSIAN).encode()[:-20], None).text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'<?xml version="1.0" encoding="utf-7"?><rss>+ADw-script+AD4-</rss>', None),
        (b'<?xml version="1.0" encoding="UTF7"?><rss/>', None),
        (b"<rss>+ADw-script+AD4-</rss>", "text/xml; charset=UTF-7"),
        (b"<rss>+ADw-script+AD4-</rss>", "text/xml; charset=unicode-1-1-utf-7"),
        (b'<?xml version="1.0" encoding="utf-7"?><rss/>', "text/xml; charset=utf-8"),
        (b"+/v8-<rss/>", None),
        (b"+/v9 <rss/>", "text/xml"),
    ],
)
def test_utf_7_is_refused_wherever_it_is_declared(body, content_type):
    with pytest.raises(ParseError, match="UTF-7") as caught:
        decode(body, content_type)

    assert caught.value.kind == Kind.MALFORMED


@pytest.mark.parametrize("label", ["unicode_escape", "raw_unicode_escape", "punycode", "idna", "rot13", "zlib", "hex"])
def test_a_label_that_is_no_character_set_is_ignored(label):
    body = document(r"\x3cscript\x3e é", label).encode("latin-1")

    assert r"\x3cscript\x3e é" in decode(body, f"text/xml; charset={label}").text


def test_any_bytes_under_any_label_become_text():
    every_byte = bytes(range(256)) * 3

    for label in (
        "utf-8",
        "utf-16",
        "shift_jis",
        "gb18030",
        "hz",
        "iso-2022-jp",
        "utf-32",
        "cp037",
        "x" * 500,
        "\u0430",
    ):
        assert isinstance(decode(every_byte, f"text/xml; charset={label}").text, str)


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (document(RUSSIAN).encode(), 0),
        (document(RUSSIAN, "utf-8").encode("utf-8-sig"), 3),
        (codecs.BOM_UTF8 + document(RUSSIAN).encode("utf-8-sig"), 6),
        (document(RUSSIAN, "koi8-r").encode(), 0),
        (document("plain", "iso-8859-1").encode(), 0),
        (document(RUSSIAN).encode() + b"\xff", None),
        (codecs.BOM_UTF8 + document(RUSSIAN).encode() + b"\xff", None),
        (document(RUSSIAN, "koi8-r").encode("koi8-r"), None),
        (document(RUSSIAN).encode("utf-16"), None),
    ],
)
def test_it_is_known_where_the_text_is_what_the_bytes_say(body, at):
    decoded = decode(body, None)

    assert decoded.at == at
    assert at is None or decoded.text.encode() == body[at:]
