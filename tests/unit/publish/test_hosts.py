from __future__ import annotations

from planet.publish import host_files


def test_pages_is_told_to_serve_every_file():
    (file,) = host_files()

    assert str(file.path) == ".nojekyll"
    assert file.data == b""
