"""One draft of a design, from the pool to bytes in memory; no file of it stays."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.domain.designs import Design
from configurator.domain.errors import ConfiguratorError, blocked, crashed
from configurator.folders import partial
from configurator.pool import Pool

PREVIEW = "configurator.kernel.preview:preview"


@dataclass(frozen=True)
class Preview:
    """A draft as GLB; its facts, as the kernel's `preview` tells them; milliseconds per stage; whether it was known."""

    glb: bytes
    facts: Mapping[str, Any]
    timings_ms: Mapping[str, float]
    cached: bool = False


@dataclass(frozen=True)
class Draft:
    """A draft on its way; whoever began it must take the outcome in the end, also of one that was cancelled."""

    answer: Future[dict[str, Any]]
    folder: Path
    cleaning: ExitStack

    def outcome(self) -> Preview | ConfiguratorError:
        """What was made, or why nothing was, once the answer is there; its folder is gone then."""
        with self.cleaning:
            try:
                told = self.answer.result()
                glb = read_made(self.folder / told["file"])
            except CancelledError:
                return crashed("The work was stopped.", hint="Try again.")
            except ConfiguratorError as error:
                return error
        facts = {name: value for name, value in told.items() if name not in ("file", "timings_ms")}
        return Preview(glb, facts, told["timings_ms"])


def start_draft(pool: Pool, scratch: Path, design: Design) -> Draft:
    """Hand a design to the pool. Raises Blocked where nothing can be written."""
    with ExitStack() as stack:
        folder = stack.enter_context(partial(scratch))
        return Draft(pool.submit(PREVIEW, request_for(design, folder)), folder, stack.pop_all())


def request_for(design: Design, folder: Path) -> dict[str, Any]:
    """What the kernel is told of a design, and where its file goes."""
    parameters = dict(design.parameters)
    return {"template": design.template, "parameters": parameters, "directory": str(folder), "stem": "draft"}


def read_made(path: Path) -> bytes:
    """What the kernel has written. Raises Blocked."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise blocked(f"The draft cannot be read: {reason}.", hint="Look at the disk, then try again.") from None
