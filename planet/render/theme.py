"""Where a theme lies and what it is made of: theme.yaml, templates (*.j2) and static/. On the fast path: no Jinja2.

A theme of the user's lies in `themes/<name>` beside the configuration. What it does not have comes from the default
theme, so a theme may be a single style sheet.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from planet.errors import Place, ThemeError
from planet.values import dataclass

DEFAULT = "default"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme that exists. `folders` are searched in order: its own, then the default theme's.

    `digest` is the SHA-256 of every file that can show on a page (the interface's words too), so that a build knows
    when a theme has changed.
    """

    name: str
    folders: tuple[Path, ...]
    digest: str

    @property
    def folder(self) -> Path:
        """The theme's own folder."""
        return self.folders[0]


def find_theme(name: str, config_folder: Path) -> Theme:
    """The theme of that name: from `themes/` in the configuration's folder, else of those that come with Planet.

    Raises ThemeError naming the themes that exist, or the file that a theme lacks.
    """
    shipped = shipped_themes()
    folder = _find_folder(name, (config_folder / "themes", shipped))
    if not (folder / "theme.yaml").is_file():
        raise ThemeError(
            "a theme needs a file theme.yaml, and this one has none",
            place=Place(file=str(folder)),
            hint="an empty file is enough; docs/themes.md says what may stand in it",
        )
    folders = tuple(dict.fromkeys((folder, shipped / DEFAULT)))
    return Theme(name=name, folders=folders, digest=_digest((*folders, _WORDS)))


def shipped_themes() -> Path:
    """The folder of the themes that come with Planet: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def static_files(theme: Theme) -> dict[str, Path]:
    """The theme's static files by their path below `static/`, in order of path; its own win over the default's."""
    found: dict[str, Path] = {}
    for folder in reversed(theme.folders):
        found.update(_files_below(folder / "static"))
    return dict(sorted(found.items()))


def _find_folder(name: str, homes: tuple[Path, ...]) -> Path:
    if _NAME.fullmatch(name):
        for home in homes:
            if (home / name).is_dir():
                return home / name
    known = sorted({path.name for home in homes if home.is_dir() for path in home.iterdir() if path.is_dir()})
    raise ThemeError(
        f'there is no theme "{name}"',
        place=Place(file=str(homes[0] / name)) if _NAME.fullmatch(name) else None,
        hint=f"these themes exist: {', '.join(known)}" if known else "reinstall Planet: its own themes are missing",
    )


def _files_below(folder: Path) -> dict[str, Path]:
    """Files by relative path with slashes; what editors and file managers leave behind (.name, name~) is no part."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") or part.endswith("~") for part in path.relative_to(folder).parts)
    }


def _digest(folders: tuple[Path, ...]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for relative, path in sorted(_files_below(folder).items()):
            data = path.read_bytes()
            total.update(f"{relative}\n{len(data)}\n".encode("utf-8", "surrogateescape"))
            total.update(data)
        total.update(b"\n")
    return total.hexdigest()
