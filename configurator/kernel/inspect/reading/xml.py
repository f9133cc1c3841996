"""Untrusted XML: without entities, of limited depth, parsed as a stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_DEPTH

Start = Callable[[str, Mapping[str, str]], None]


def parse_xml(stream: IO[bytes], name: str, start: Start) -> Mapping[str, str]:
    """Call `start` with each element's tag ("namespace tag") and attributes.

    Returns the namespaces by their prefix. Raises Refused for what is not well-formed or declares
    entities, and where the callbacks cannot make sense of an attribute (ValueError, LookupError,
    OverflowError); `name` is the document's, for messages.
    """
    parser, depth = expat.ParserCreate(namespace_separator=" "), 0
    namespaces: dict[str, str] = {}

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise unreadable_file(f"Elements stand within elements more than {MAX_DEPTH} deep in {name}.")
        start(tag, attributes)

    def finish(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise unreadable_file(f"{name} declares a document type, with which a few bytes can become any number.")

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.StartDoctypeDeclHandler = declare
    parser.StartNamespaceDeclHandler = lambda prefix, space: namespaces.__setitem__(prefix or "", space)
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        place = f"line {error.lineno:,}, column {error.offset + 1:,}"
        raise unreadable_file(f"{name} is not well-formed XML: {place}.") from None
    except (ValueError, LookupError, OverflowError):
        line = parser.CurrentLineNumber
        raise unreadable_file(f"Line {line} of {name} lacks something, or has a number that is none.") from None
    return namespaces
