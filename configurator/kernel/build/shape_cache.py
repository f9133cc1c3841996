"""A part's B-rep before it is engraved, built once: as bytes, in this process and from a file of an earlier one.

It always comes out of its bytes, so that files are the same whether it was built now or before.
"""

from __future__ import annotations

import io
import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import cadquery as cq
from OCP.BinTools import BinTools
from OCP.TopoDS import TopoDS_Shape

from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters, shape_parameters
from configurator.domain.parts.reductions import Reduction, add_reduction, record_reductions
from configurator.domain.parts.templates import Template
from configurator.kernel.build.shape import build_plain

# An orthosis takes 0.15 MB.
MAX_SHAPES = 16
_RECENT_SHAPES: OrderedDict[str, bytes] = OrderedDict()


def load_or_build(template: Template[Any], parameters: Parameters, file: Path | None = None) -> tuple[cq.Shape, bytes]:
    """The shape in mm, and the bytes to cache of it; its reductions are recorded again.

    It is taken from this process's recent shapes, from `file` if that is valid, or built.
    """
    key = Design(template.id, template.version, shape_parameters(parameters).model_dump()).digest
    content = _RECENT_SHAPES.get(key) or _read_valid(file) or _build_bytes(template, parameters)
    _RECENT_SHAPES[key] = content
    _RECENT_SHAPES.move_to_end(key)
    while len(_RECENT_SHAPES) > MAX_SHAPES:
        _RECENT_SHAPES.popitem(last=False)
    return _unpack(content), content


def cache_file(request: dict[str, Any]) -> Path | None:
    """The file that a request names for the cached shape."""
    return Path(request["shape"]) if request.get("shape") else None


def _build_bytes(template: Template[Any], parameters: Parameters) -> bytes:
    with record_reductions() as reductions:
        shape = build_plain(template, parameters)
    stream = io.BytesIO()
    BinTools.Write_s(shape.wrapped, stream)
    return _pack(stream.getvalue(), reductions)


def _pack(brep: bytes, reductions: Iterable[Reduction]) -> bytes:
    """A line of JSON before the B-rep, with its digest: the kernel may crash on a file that is not whole."""
    head = {"sha256": sha256(brep).hexdigest(), "reductions": [asdict(each) for each in reductions]}
    return json.dumps(head).encode() + b"\n" + brep


def _read_valid(file: Path | None) -> bytes | None:
    """The file's content, if it exists and its digest is right."""
    try:
        content = file.read_bytes() if file else b""
        head, _, brep = content.partition(b"\n")
        return content if json.loads(head)["sha256"] == sha256(brep).hexdigest() else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _unpack(content: bytes) -> cq.Shape:
    head, _, brep = content.partition(b"\n")
    for each in json.loads(head)["reductions"]:
        add_reduction(Reduction(**each))
    shape = TopoDS_Shape()
    BinTools.Read_s(shape, io.BytesIO(brep))
    return cq.Shape.cast(shape)
