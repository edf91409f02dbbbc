"""The list of feeds for other feed readers (OPML 2.0)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from planet.model.site import SiteView, SourceView
from planet.render.atom_values import one_line, rfc822, web_address, xml_text
from planet.render.sources import public_address


def write_opml(view: SiteView) -> bytes:
    """The feeds with an address of their own, by name, for other feed readers."""
    opml = ET.Element("opml", version="2.0")
    head = ET.SubElement(opml, "head")
    ET.SubElement(head, "title").text = one_line(view.site.title)
    ET.SubElement(head, "dateModified").text = rfc822(view.updated_at)
    body = ET.SubElement(opml, "body")
    for source in sorted(view.sources, key=lambda source: (source.feed.title.casefold(), source.feed.url)):
        address = None if source.is_file else public_address(source.feed.url)
        if address is not None and not source.left:
            ET.SubElement(body, "outline", _outline(source, address))
    ET.indent(opml)
    document: bytes = ET.tostring(opml, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _outline(source: SourceView, address: str) -> dict[str, str]:
    name = one_line(source.feed.title) or address
    tags = [one_line(tag.replace(",", " ").replace("/", " ")) for tag in source.tags]
    site = web_address(source.feed.site_link)
    outline = {"type": "rss", "text": name, "title": name, "xmlUrl": xml_text(address)}
    outline |= {"htmlUrl": site} if site else {}
    return outline | ({"category": ",".join(tags)} if tags else {})
