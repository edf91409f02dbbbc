"""Bodies are unpacked within bounds, whatever they are made of."""

from __future__ import annotations

import gzip
import os
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.errors import FetchError, Kind
from planet.fetch.body import MOST_MEMBERS, Body

MIB = 1024 * 1024
FEED = b"<rss>" + os.urandom(50_000).hex().encode() + b"</rss>"


def read(
    raw: bytes, coding: str | None = None, *, max_bytes: int = 10 * MIB, max_ratio: int = 100, step: int = 4096
) -> bytes:
    body = Body(coding, max_bytes=max_bytes, max_ratio=max_ratio)
    for offset in range(0, len(raw), step):
        body.take(raw[offset : offset + step])
    return body.whole()


def packed(raw: bytes, coding: str | None = "gzip", *, step: int = 4096) -> bytes | None:
    """What is kept of a body as it came."""
    body = Body(coding, max_bytes=10 * MIB, max_ratio=100)
    for offset in range(0, len(raw), step):
        body.take(raw[offset : offset + step])
    body.whole()
    return body.packed


def kind_of(raw: bytes, coding: str | None = None, **limits: int) -> Kind:
    with pytest.raises(FetchError) as caught:
        read(raw, coding, **limits)
    return caught.value.kind


@pytest.mark.parametrize("coding", [None, "", "identity", "Identity", " , identity"])
def test_a_plain_body_comes_out_as_it_is(coding):
    assert read(FEED, coding) == FEED


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip", "identity, gzip"])
@pytest.mark.parametrize("step", [1000, 10**6])
def test_a_gzip_body_comes_out_unpacked(coding, step):
    assert read(gzip.compress(FEED), coding, step=step) == FEED


def test_a_gzip_body_of_several_parts_comes_out_whole():
    assert read(gzip.compress(b"<rss>") + gzip.compress(FEED), "gzip") == b"<rss>" + FEED


@pytest.mark.parametrize("padding", [b"\x00" * 512, b"<!-- cached -->"])
def test_padding_behind_a_gzip_body_is_ignored(padding):
    assert read(gzip.compress(FEED) + padding, "gzip") == FEED


def test_gzip_that_does_not_say_so_is_unpacked_once():
    assert read(gzip.compress(FEED)) == FEED
    assert read(gzip.compress(gzip.compress(FEED))) == gzip.compress(FEED)


def test_gzip_in_declared_gzip_is_unpacked_once_only():
    inner = gzip.compress(FEED)

    assert read(gzip.compress(inner), "gzip") == inner


@pytest.mark.parametrize(
    "coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "br, gzip", "gzip;q=1", "\x1b[31m"]
)
def test_a_coding_that_was_not_offered_is_refused(coding):
    assert kind_of(FEED, coding) is Kind.ENCODING


def test_gzip_in_gzip_is_refused_where_both_are_declared():
    assert kind_of(gzip.compress(gzip.compress(FEED)), "gzip, gzip") is Kind.ENCODING


def test_a_plain_body_that_claims_to_be_gzip_is_refused():
    assert kind_of(b"<rss></rss>", "gzip") is Kind.ENCODING


@pytest.mark.parametrize("keep", [1, 10, 1000, -1, -8])
def test_a_gzip_body_that_is_cut_short_is_refused(keep):
    assert kind_of(gzip.compress(FEED)[:keep], "gzip") is Kind.ENCODING


def test_a_gzip_body_with_a_wrong_checksum_is_refused():
    packed = bytearray(gzip.compress(FEED))
    packed[-5] ^= 1

    assert kind_of(bytes(packed), "gzip") is Kind.ENCODING


@pytest.mark.parametrize("raw", [b"", b" ", b"\r\n\t \n" * 1000])
@pytest.mark.parametrize("coding", [None, "gzip"])
def test_an_empty_document_is_named(raw, coding):
    assert kind_of(gzip.compress(raw) if coding else raw, coding) is Kind.EMPTY


def test_an_empty_body_that_claims_to_be_gzip_is_empty():
    assert kind_of(b"", "gzip") is Kind.EMPTY


def test_a_document_of_exactly_the_limit_is_taken():
    assert len(read(b"x" * 1000, max_bytes=1000)) == 1000


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_a_document_over_the_limit_is_refused(coding):
    raw = gzip.compress(FEED) if coding else FEED

    assert kind_of(raw, coding, max_bytes=len(FEED) - 1) is Kind.TOO_BIG


def test_a_small_document_may_be_packed_very_well():
    repeated = b"<p>the same line</p>\n" * 40_000

    assert len(gzip.compress(repeated)) * 100 < len(repeated)
    assert read(gzip.compress(repeated), "gzip") == repeated


def test_a_document_that_grows_beyond_the_ratio_is_refused():
    repeated = gzip.compress(b"x" * 3 * MIB)

    with pytest.raises(FetchError, match="more than 100 times its size") as caught:
        read(repeated, "gzip", max_bytes=10 * MIB)

    assert caught.value.kind is Kind.TOO_BIG
    assert len(read(repeated, "gzip", max_bytes=10 * MIB, max_ratio=2000)) == 3 * MIB


def bomb(gigabytes: int) -> bytes:
    """Gzip that unpacks to zeros; one flushed block many times over, which is quicker to make than to pack them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (gigabytes * 1024 - 1)


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_a_bomb_costs_neither_time_nor_memory(coding):
    raw = bomb(5)
    before_s = time.process_time()
    tracemalloc.start()  # not ru_maxrss, in which a process begins with what the one that started it had

    assert kind_of(raw, coding, step=64 * 1024) is Kind.TOO_BIG

    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - before_s < 0.5
    assert peak_bytes < 32 * MIB


def test_a_body_of_many_empty_parts_is_refused():
    assert kind_of(gzip.compress(b"") * (MOST_MEMBERS + 1), "gzip", step=10**6) is Kind.ENCODING


@given(raw=st.binary(max_size=300), coding=st.sampled_from([None, "gzip", "br", "identity"]), magic=st.booleans())
def test_any_bytes_are_read_or_refused(raw, coding, magic):
    with suppress(FetchError):
        document = read(b"\x1f\x8b\x08" + raw if magic else raw, coding, max_bytes=1000)

        assert 0 < len(document) <= 1000


@given(raw=st.binary(min_size=1, max_size=2000).filter(lambda raw: not raw.isspace()), step=st.integers(1, 3000))
def test_what_was_packed_comes_out_however_it_was_cut_for_the_way(raw, step):
    assert read(gzip.compress(raw), "gzip", step=step) == raw


PROSE = b"<rss>" + b"".join(b"<p>%d</p>" % number for number in range(10_000)) + b"</rss>"


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", None])
@pytest.mark.parametrize("step", [100, 10**6])
def test_a_gzip_body_is_there_as_it_came_too(coding, step):
    raw = gzip.compress(PROSE)

    assert packed(raw, coding, step=step) == raw


@pytest.mark.parametrize(
    "raw",
    [
        gzip.compress(PROSE) + gzip.compress(b"<!-- -->"),
        gzip.compress(PROSE) + gzip.compress(b""),
        gzip.compress(PROSE) + bytes(10),
        gzip.compress(PROSE, compresslevel=0),
        gzip.compress(FEED),
        gzip.compress(b"".join(b"<p>%d</p>" % number for number in range(100_000))),
    ],
    ids=["two parts", "an empty part", "padding", "not packed", "badly packed", "large"],
)
@pytest.mark.parametrize("step", [100, 10**6])
def test_only_one_that_is_worth_keeping_is_there_as_it_came(raw, step):
    assert packed(raw, step=step) is None


@pytest.mark.parametrize("coding", [None, "identity"])
def test_what_did_not_come_packed_is_not_there_twice(coding):
    assert packed(PROSE, coding) is None


def test_a_large_document_is_never_held_twice():
    raw = gzip.compress(os.urandom(3 * MIB).hex().encode())
    body = Body("gzip", max_bytes=10 * MIB, max_ratio=100)
    for offset in range(0, len(raw), 4096):
        body.take(raw[offset : offset + 4096])
        assert body._packed is None or len(body._packed) <= MIB  # noqa: SLF001 - memory has no other sign
