"""What the kernel makes for a visitor of these pages, as far as there is room: whatever is stored takes no turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from configurator.domain.errors import ConfiguratorError, Crashed
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting
from configurator.services.common.kernel_gate import KernelWork
from configurator.services.making.files import StoredFiles, find_whole_files, make_files
from configurator.services.previews.pictures import PictureSize, find_picture, get_picture
from configurator.services.previews.shapes import DesignShape
from web.context import web_context
from web.security import refuse_foreign


def read_visitor() -> str:
    """Who asks, as far as that can be known. Raises Refused for a page of another site, also where it only reads.

    Such a page could embed pictures without number, and have them made and stored.
    """
    refuse_foreign()
    return request.headers.get("X-Client") or f"{request.remote_addr} {request.headers.get('Cookie', '')}"


def files_in_turn(design: Design, formats: tuple[str, ...], drafting: Drafting) -> StoredFiles:
    """A design's files, stored already or made now.

    Raises what `make_files` raises, now or shortly before, Busy, Refused.
    """
    context = web_context()
    stored = find_whole_files(context, design, formats, drafting)
    if stored is not None:
        return stored
    with kernel_turn("files", design.digest, f"{sorted(formats)} {drafting}"):
        return make_files(context, design, formats, drafting)


def picture_in_turn(shape: DesignShape, size: PictureSize) -> bytes:
    """A shape's picture as PNG, stored already or made now.

    Raises what `get_picture` raises, now or shortly before, Busy, Refused.
    """
    context = web_context()
    png = find_picture(context, shape, size)
    if png is not None:
        return png
    with kernel_turn("picture", shape.key, size):
        return get_picture(context, shape, size)


@contextmanager
def kernel_turn(work: KernelWork, subject: str, detail: str) -> Iterator[None]:
    """A turn for one subject; a crash counts against all of its details, another failure against this one."""
    keys = (f"{work} {subject}", f"{work} {subject} {detail}")
    _raise_known_failure(keys)
    with web_context().gate.turn(work, read_visitor()):
        # Whoever had the turn before may have been the one to crash.
        _raise_known_failure(keys)
        try:
            yield
        except ConfiguratorError as error:
            web_context().failures.put(keys[not isinstance(error, Crashed)], error)
            raise


def _raise_known_failure(keys: tuple[str, ...]) -> None:
    for key in keys:
        if reason := web_context().failures.get(key):
            raise reason
