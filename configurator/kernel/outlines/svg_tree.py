"""An SVG's elements, parsed as untrusted XML: without entities, of limited depth and number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from configurator.kernel.outlines.limits import MAX_DEPTH, MAX_ELEMENTS
from configurator.kernel.outlines.refusals import unreadable

SVG = "http://www.w3.org/2000/svg"
LINK = "http://www.w3.org/1999/xlink href"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"


@dataclass(frozen=True)
class Element:
    """An element: `tag` is its name where it is SVG's, else "". A foreign attribute is called "namespace name"."""

    tag: str
    attributes: Mapping[str, str]
    children: list[Element] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This element and all within it."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.children

    @property
    def link(self) -> str:
        """The id that it refers to in this file, "" for none."""
        target = self.attributes.get("href") or self.attributes.get(LINK, "")
        return target[1:] if target.startswith("#") else ""

    @property
    def is_hidden(self) -> bool:
        """Whether it is not shown, by its own attributes or its own style."""
        style = {**self.attributes, **self._style()}
        return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")

    @property
    def layer(self) -> str:
        """The name of the layer that it is for Inkscape, "" for none."""
        if self.attributes.get(f"{INKSCAPE} groupmode") != "layer":
            return ""
        return self.attributes.get(f"{INKSCAPE} label") or self.attributes.get("id", "?")

    def _style(self) -> dict[str, str]:
        pairs = (each.partition(":") for each in self.attributes.get("style", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs}


def parse_svg(content: bytes) -> Element:
    """The outermost element. Raises Refused for what is not well-formed, declares entities, or is no SVG."""
    parser = expat.ParserCreate(namespace_separator=" ")
    root = Element("", {})
    open_elements, count = [root], 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(open_elements) > MAX_DEPTH:
            raise unreadable(f"Its elements stand within elements more than {MAX_DEPTH} deep.")
        if count > MAX_ELEMENTS:
            raise unreadable(f"It has more than {MAX_ELEMENTS:,} elements.", "Keep the outline alone, and export that.")
        element = Element(_own_name(tag), attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise unreadable(f"It is not well-formed XML: line {error.lineno:,}, column {error.offset + 1:,}.") from None
    except (ValueError, LookupError):
        raise unreadable("It is in an encoding that is unknown here.", "Save it in UTF-8.") from None
    if root.children[0].tag != "svg":
        raise unreadable("It is XML, but no SVG.")
    return root.children[0]


def _own_name(tag: str) -> str:
    """A tag in SVG's namespace, or in none, as files have it that were written by hand."""
    namespace, _, name = tag.rpartition(" ")
    return name if namespace in ("", SVG) else ""


def _refuse_entity(*_: object) -> None:
    raise unreadable("It declares entities, with which a few bytes can become any number.", "Export it as plain SVG.")
