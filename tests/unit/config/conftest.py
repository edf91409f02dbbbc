from __future__ import annotations

from pathlib import Path

import pytest

from planet.config import load_settings
from planet.config.keys import ROOT, Key
from planet.config.problems import Problems
from planet.config.sections import Value
from planet.config.yaml_nodes import compose
from planet.errors import ConfigError
from planet.model.settings import Settings

SMALLEST = "title: My Planet\nfeeds:\n  - https://example.org/feed.xml\n"


class ConfigFolder:
    """A folder with a configuration, loaded as a person would: with a relative path, standing in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = Path("config.yaml")
        self.environment = {"ANNS_PASSWORD": "sesame", "EXAMPLE_KEY": "k3y"}

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def load(self, text: str | bytes) -> Settings:
        self.write("config.yaml", text)
        return load_settings(self.file, self.environment)

    def load_with(self, lines: str) -> Settings:
        """Load the smallest configuration and `lines`."""
        return self.load(SMALLEST + lines)

    def errors(self, text: str | bytes) -> list[str]:
        """What a person reads about a configuration that cannot be used."""
        with pytest.raises(ConfigError) as caught:
            self.load(text)
        return [str(problem) for problem in caught.value.problems]

    def errors_with(self, lines: str) -> list[str]:
        return self.errors(SMALLEST + lines)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ConfigFolder:
    monkeypatch.chdir(tmp_path)
    return ConfigFolder(tmp_path.resolve())


class Reading:
    """One YAML value and the problems that its readers find."""

    def __init__(self, text: str, key: Key) -> None:
        self.problems = Problems()
        node = compose(text, "config.yaml", self.problems)
        assert node is not None
        self.value = Value(node=node, key=key, path="the.key", file="config.yaml", problems=self.problems)

    def said(self) -> str:
        """The problems as a person reads them, without the place, which is the same for all."""
        if not self.problems:
            return ""
        with pytest.raises(ConfigError) as caught:
            self.problems.stop()
        return str(caught.value).removeprefix("config.yaml:1:1: the.key: ")


@pytest.fixture
def reading():
    def make(text: str, key: Key = ROOT) -> Reading:
        return Reading(text, key)

    return make
