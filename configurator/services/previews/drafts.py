"""One draft of a design, from the pool to bytes in memory; no file of it stays."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.domain.errors import ConfiguratorError, blocked, crashed
from configurator.domain.parts.designs import Design
from configurator.folders import work_folder
from configurator.pool import Pool

KERNEL_PREVIEW = "configurator.kernel.jobs.preview:run_preview"


@dataclass(frozen=True)
class Preview:
    """A draft as GLB; its facts, as the kernel's `preview` tells them; milliseconds per stage; whether it was known.

    `shape` is what the kernel needs to build it no more; empty where that is kept elsewhere.
    """

    glb: bytes
    facts: Mapping[str, Any]
    timings_ms: Mapping[str, float]
    cached: bool = False
    shape: bytes = b""


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
                glb, shape = read_draft_file(self.folder / told["file"]), read_draft_file(self.folder / told["shape"])
            except CancelledError:
                return crashed("The work was stopped.", hint="Try again.")
            except ConfiguratorError as error:
                return error
        facts = {name: value for name, value in told.items() if name not in ("file", "shape", "timings_ms")}
        return Preview(glb, facts, told["timings_ms"], shape=shape)


def start_draft(pool: Pool, scratch: Path, design: Design, shape: Path | None = None) -> Draft:
    """Hand a design to the pool, with a file that may hold its shape. Raises Blocked where nothing can be written."""
    with ExitStack() as stack:
        folder = stack.enter_context(work_folder(scratch))
        return Draft(pool.submit(KERNEL_PREVIEW, preview_request(design, folder, shape)), folder, stack.pop_all())


def preview_request(design: Design, folder: Path, shape: Path | None = None) -> dict[str, Any]:
    """What the kernel is told of a design, where its file goes, and where its shape may lie."""
    parameters, known = dict(design.parameters), {"shape": str(shape)} if shape else {}
    return {"template": design.template, "parameters": parameters, "directory": str(folder), "stem": "draft", **known}


def read_draft_file(path: Path) -> bytes:
    """What the kernel has written. Raises Blocked."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise blocked(f"The draft cannot be read: {reason}.", hint="Look at the disk, then try again.") from None
