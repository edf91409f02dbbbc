"""What those that serve a folder of files want to find in it."""

from __future__ import annotations

from pathlib import PurePosixPath

from planet.model.site import OutputFile


def host_files() -> tuple[OutputFile, ...]:
    """`.nojekyll`: GitHub Pages would otherwise leave out every file whose name begins with an underscore or dot."""
    return (OutputFile(path=PurePosixPath(".nojekyll"), data=b""),)
