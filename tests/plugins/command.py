"""The command `planet`, run as its users run it, in a folder of its own; and small feeds to give it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import yaml
from lxml import html

ROOT = Path(__file__).resolve().parents[2]
NOON = "2026-11-23T12:00:00Z"


class Report(dict):
    """What `--json` printed."""

    def feed(self, ending):
        """The report of the feed whose address ends so."""
        return next(feed for feed in self["feeds"] if feed["url"].endswith(ending))

    def problem_of(self, ending):
        return self.feed(ending)["problem"]


class Planet:
    """A folder with a configuration; `build` runs the real command in it."""

    def __init__(self, folder):
        self.folder = folder
        self.output = folder / "output"
        self.settings = {"title": "Planet Test", "url": "https://planet.example/", "feeds": []}
        self.settings["fetch"] = {"allow_private_addresses": True, "min_interval": 0, "timeout": "3s"}
        self.stderr = ""

    def configure(self, *feeds, **settings):
        self.settings |= {**settings, "feeds": list(feeds)}
        (self.folder / "config.yaml").write_text(yaml.safe_dump(self.settings, allow_unicode=True), encoding="utf-8")

    def run(self, *words, env=None, cwd=None):
        return subprocess.run(
            [sys.executable, "-m", "planet", *map(str, words)],
            cwd=cwd or self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, *words):
        """The command, still running."""
        return subprocess.Popen(
            [sys.executable, "-m", "planet", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def build(self, *words, now=NOON, expect=0, env=None):
        done = self.run("build", "--json", "--now", now, *words, env=env)
        self.stderr = done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == expect, (done.returncode, done.stdout, done.stderr)
        return Report(json.loads(done.stdout))

    def page(self, path="index.html"):
        return html.fromstring((self.output / path).read_bytes())

    def titles_on_page(self, path="index.html"):
        return [title.text_content().strip() for title in self.page(path).xpath("//article//h3")]

    def text(self, path="index.html"):
        return self.page(path).text_content()

    def tree(self):
        """Every file of the site with the hash of its bytes."""
        files = (path for path in sorted(self.output.rglob("*")) if path.is_file())
        return {str(path.relative_to(self.output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def atom(*entries, title="A blog", head=""):
    """A small Atom feed; each entry is (id, title, published, content)."""
    parts = [
        f'<entry><id>{key}</id><title>{name}</title><link href="https://blog.example/{key.rsplit(":", 1)[-1]}"/>'
        f"<published>{when}</published><updated>{when}</updated><content type='html'>{text}</content></entry>"
        for key, name, when, text in entries
    ]
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{head}'
        f"<id>tag:blog.example,2026:feed</id><updated>2026-11-20T00:00:00Z</updated>{''.join(parts)}</feed>"
    ).encode()
