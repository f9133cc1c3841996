"""3MF: the mesh in mm with its name, its part number and the design's parameters; named bodies as its components."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import lib3mf
import numpy as np
from trimesh import Trimesh

from configurator.domain.parts.kinds import value_words
from configurator.domain.quantities import show_quantity
from configurator.kernel.build.bodies import body_mesh
from configurator.kernel.export.identity import PROGRAM, identity, part_name
from configurator.kernel.export.zip_dates import with_first_day
from configurator.kernel.part import Part

# Names that 3MF itself does not define must stand in a namespace of their maker.
NAMESPACE = "urn:made-to-measure:design"


def write_3mf(part: Part, path: Path, thumbnail: bytes | None = None) -> None:
    """The part's mesh as 3MF, in mm; `thumbnail` is a PNG. Raises OSError when it cannot be written."""
    model = _wrapper().CreateModel()
    model.SetUnit(lib3mf.ModelUnit.MilliMeter)
    _add_metadata(model, part)
    _add_object(model, part)
    if thumbnail is not None:
        _attach(model.CreatePackageThumbnailAttachment(), thumbnail)
    path.write_bytes(with_first_day(_content(model.QueryWriter("3mf"))))


@cache
def _wrapper() -> Any:
    return lib3mf.get_wrapper()


def _add_metadata(model: Any, part: Part) -> None:
    group = model.GetMetaDataGroup()
    for name, value in _standard_metadata(part):
        group.AddMetaData("", name, value, "xs:string", True)
    for name, value in _own_metadata(part):
        group.AddMetaData(NAMESPACE, name, value, "xs:string", True)


def _standard_metadata(part: Part) -> Iterator[tuple[str, str]]:
    yield "Title", f"{part.template.title} {part.design.code}"
    yield "Designer", PROGRAM
    yield "Application", PROGRAM
    yield "Description", part.template.summary


def _own_metadata(part: Part) -> Iterator[tuple[str, str]]:
    """The identity of the design, each parameter with its unit, and how holes are compensated; what is empty is left
    out."""
    yield from identity(part).items()
    fields = part.template.parameters.model_fields
    for name, value in part.design.parameters.items():
        if value is not None:
            yield f"parameter.{name}", value if isinstance(value, str) else value_words(fields[name], value)
    if part.hole_compensation_mm:
        yield "hole_compensation", show_quantity(part.hole_compensation_mm, "mm")


# The library alone would make new identifiers every time, and the same design would have other bytes.
def _add_object(model: Any, part: Part) -> None:
    part_object = _add_bodies(model, part) if part.bodies else _add_mesh(model, part.mesh)
    part_object.SetName(part_name(part))
    part_object.SetPartNumber(part.design.code)
    item = model.AddBuildItem(part_object, _wrapper().GetIdentityTransform())
    item.SetPartNumber(part.design.code)
    part_object.SetUUID(_uuid(part, "object"))
    item.SetUUID(_uuid(part, "item"))
    model.SetBuildUUID(_uuid(part, "build"))


def _add_mesh(model: Any, mesh: Trimesh) -> Any:
    mesh_object = model.AddMeshObject()
    _set_geometry(mesh_object, mesh)
    return mesh_object


def _add_bodies(model: Any, part: Part) -> Any:
    """One object of which each named body is a component: slicers show one part, and its bodies by their names."""
    whole = []
    for body in part.bodies:
        mesh_object = _add_mesh(model, body_mesh(body, part.mesh))
        mesh_object.SetName(body.name)
        mesh_object.SetUUID(_uuid(part, f"object of {body.name}"))
        whole.append(mesh_object)
    components = model.AddComponentsObject()
    for body, mesh_object in zip(part.bodies, whole, strict=True):
        component = components.AddComponent(mesh_object, _wrapper().GetIdentityTransform())
        component.SetUUID(_uuid(part, f"component of {body.name}"))
    return components


# The library's C functions are called where its Python ones take bytes and vertices one by one.
def _set_geometry(mesh_object: Any, mesh: Trimesh) -> None:
    vertices, faces = np.array(mesh.vertices, np.float32), np.array(mesh.faces, np.uint32)
    _call(
        "meshobject_setgeometry",
        mesh_object,
        ctypes.c_uint64(len(vertices)),
        (lib3mf.Position * len(vertices)).from_buffer(vertices),
        ctypes.c_uint64(len(faces)),
        (lib3mf.Triangle * len(faces)).from_buffer(faces),
    )


def _attach(attachment: Any, content: bytes) -> None:
    buffer = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    _call("attachment_readfrombuffer", attachment, ctypes.c_uint64(len(content)), buffer)


def _content(writer: Any) -> bytes:
    """The finished file. The first call makes the library write it to memory and return its length."""
    size = ctypes.c_uint64()
    _call("writer_writetobuffer", writer, ctypes.c_uint64(), size, None)
    buffer = (ctypes.c_uint8 * size.value)()
    _call("writer_writetobuffer", writer, size, size, buffer)
    return bytes(buffer)


def _call(function: str, instance: Any, *arguments: Any) -> None:
    wrapper = _wrapper()
    code = getattr(wrapper.lib, f"lib3mf_{function}")(instance._handle, *arguments)
    wrapper.checkError(instance, code)


def _uuid(part: Part, role: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{part.design.digest} {role}"))
