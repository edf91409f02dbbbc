from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from planet.render import context
from planet.render.filters import make_filters
from planet.render.languages import speak
from planet.render.templates import _Sandbox

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
NAMES = {
    "SiteContext": "site",
    "PageContext": "page",
    "NavLink": "link",
    "DayContext": "day",
    "RunContext": "run",
    "EntryContext": "entry",
    "AlsoInContext": "also_in",
    "EnclosureContext": "enclosure",
    "PagerContext": "pager",
    "PageLink": "number",
    "SourceContext": "source",
    "AuthoredContext": "authored",
    "AtomFeed": "feed",
    "AtomText": "text",
    "AtomPerson": "person",
    "AtomEntry": "atom_entry",
    "AtomEnclosure": "atom_enclosure",
    "AtomSource": "atom_source",
}


def test_the_docs_name_every_field_that_a_template_sees_and_no_other():
    types = {name: kind for name, kind in vars(context).items() if dataclasses.is_dataclass(kind)}
    fields = {f"{NAMES[name]}.{field.name}" for name, kind in types.items() for field in dataclasses.fields(kind)}

    assert set(re.findall(r"^\| `(\w+\.\w+)` \|", DOCS, re.MULTILINE)) == fields


def test_the_docs_name_every_filter(theme, view):
    table = DOCS.partition("## Filters")[2]

    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(
        make_filters(speak("en", "UTC", theme), view.updated_at)
    )


def test_the_docs_name_every_template(theme):
    templates = {path.name for path in theme.folder.glob("*.j2")}

    assert {name for name in templates if f"`{name}`" not in DOCS} == set()


def test_no_theme_says_safe(theme):
    assert [path.name for path in theme.folder.glob("*.j2") if re.search(r"\|\s*safe\b", path.read_text("utf-8"))] == []


def test_markup_is_made_in_one_place():
    sources = (ROOT / "planet" / "render").glob("*.py")

    assert [path.name for path in sources if re.search(r"Markup\(\w", path.read_text("utf-8"))] == ["context.py"]


def test_what_templates_see_cannot_be_changed():
    link = context.NavLink(title="Newest", path="index.html", current=True)

    with pytest.raises(TemplateRuntimeError, match="cannot assign attribute"):
        _Sandbox().from_string("{% set link.title = 'Mine' %}").render(link=link)
    assert link.title == "Newest"


def test_clean_html_is_markup_and_stays_as_it_is():
    assert context.trusted(context.SafeHtml("<p>&amp;</p>")) == Markup("<p>&amp;</p>")
