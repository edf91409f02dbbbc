"""gzip in which nothing tells of a machine or a moment, and that is bounded on the way back."""

import gzip
import random
import zlib

import pytest

from planet.errors import Kind, ParseError
from planet.store.packing import holds, packed, unpacked

TEXT = b"a line of text\n" * 5000


def test_any_gzip_reads_what_was_packed():
    assert gzip.decompress(packed(TEXT)) == TEXT


def test_the_header_names_neither_time_nor_name_nor_system():
    assert packed(TEXT)[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


@pytest.mark.parametrize("text", [b"", b"x", TEXT, random.Random(1).randbytes(3_000_000)])
def test_what_was_packed_is_unpacked(text):
    assert unpacked(packed(text), len(text)) == text


def test_what_is_not_packed_is_left_as_it_is():
    assert unpacked(b'{"header":{}}\n', 5) == b'{"header":{}}\n'


@pytest.mark.parametrize("level", [0, 1])
def test_a_file_that_another_zlib_has_packed_holds_the_same(level):
    whole = packed(TEXT)
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    other = whole[:10] + deflate.compress(TEXT) + deflate.flush() + whole[-8:]

    assert other != whole
    assert holds(other, TEXT)


@pytest.mark.parametrize("lying", [b"", b"\x1f\x8b", packed(TEXT + b"x"), packed(b"b" + TEXT[1:]), TEXT])
def test_a_file_of_another_text_does_not_hold_it(lying):
    assert not holds(lying, TEXT)


def test_a_file_that_only_says_that_it_holds_the_text_does_not():
    whole, other = packed(TEXT), packed(TEXT[:-1] + b"?")

    assert not holds(other[:-8] + whole[-8:], TEXT)
    assert not holds(whole[:10] + b"\xff" * 50 + whole[-8:], TEXT)
    assert not holds(whole[:-20] + whole[-8:], TEXT)


def test_a_bomb_is_stopped_at_the_limit():
    bomb = packed(bytes(50_000_000))

    with pytest.raises(ParseError, match="unpacks to more than 1 MiB") as error:
        unpacked(bomb, 2**20)

    assert error.value.kind is Kind.TOO_BIG


@pytest.mark.parametrize("cut", [1, 8, 9, 50])
def test_a_torn_file_is_refused(cut):
    with pytest.raises(ParseError, match="breaks off"):
        unpacked(packed(TEXT)[:-cut], len(TEXT))


def test_a_damaged_file_is_refused():
    whole = packed(TEXT)
    for at in (12, len(whole) // 2, len(whole) - 6, len(whole) - 2):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        with pytest.raises(ParseError, match=r"damaged|breaks off"):
            unpacked(bytes(damaged), len(TEXT))
