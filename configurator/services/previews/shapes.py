"""The shapes of designs by their keys, of which this process remembers those that it met last."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import rfc8785

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import shape_parameters
from configurator.domain.parts.versions import versions
from configurator.domain.sha256 import sha256
from configurator.services.common.memory_cache import MemoryCache
from configurator.sources import source_digest

# As many as some persons come by while they move sliders; one takes 1.4 kB.
MAX_REMEMBERED_SHAPES = 500


@dataclass(frozen=True)
class DesignShape:
    """What a preview or a picture shows of a design.

    `design` has every parameter that does not alter the shape at its default: it is the same for all of one shape.
    `key` is the SHA-256 (hex) of all that its preview depends on: the design, the versions of programs, the code.
    """

    design: Design
    key: str


_remembered: MemoryCache[DesignShape] = MemoryCache(MAX_REMEMBERED_SHAPES, lambda shape: 1)
_lock = Lock()


def shape_of(design: Design) -> DesignShape:
    """The shape of a design, which is remembered for `find_shape`."""
    template = catalogue.find(design.template)
    parameters = shape_parameters(template.parameters(**design.parameters))
    shape_design = Design(design.template, design.version, parameters.model_dump())
    shape = DesignShape(shape_design, _shape_key(shape_design))
    with _lock:
        _remembered.put(shape.key, shape)
    return shape


def find_shape(key: str) -> DesignShape | None:
    """The shape with this key, if this process has met it lately."""
    with _lock:
        return _remembered.get(key)


def _shape_key(design: Design) -> str:
    code_digest = source_digest(design.template)
    return sha256(
        rfc8785.dumps({"design": design.digest, "kind": "preview", "versions": versions(), "by": code_digest})
    )
