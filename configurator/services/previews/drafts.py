"""One draft of a design, from the pool to bytes in memory; its files are removed."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.domain.errors import ConfiguratorError, Crashed, blocked
from configurator.domain.parts.designs import Design
from configurator.domain.problems import refusal
from configurator.folders import work_folder
from configurator.pool import Pool

KERNEL_PREVIEW = "configurator.kernel.jobs.preview:run_preview"


class Stopped(Crashed):
    """The work was ended from outside: that says nothing of the design."""


@dataclass(frozen=True)
class Preview:
    """A draft as GLB; its facts, from the kernel's answer; milliseconds per stage; whether it was cached.

    `shape` lets the kernel skip building it; empty if it is in the disk cache alone.
    """

    glb: bytes
    facts: Mapping[str, Any]
    timings_ms: Mapping[str, float]
    cached: bool = False
    shape: bytes = b""


@dataclass(frozen=True)
class Draft:
    """A draft in the pool; the caller must take its outcome in the end, also after cancelling it."""

    answer: Future[dict[str, Any]]
    folder: Path
    cleanup: ExitStack

    def take_outcome(self) -> Preview | ConfiguratorError:
        """The preview, or the error, once there is an answer; removes the folder."""
        with self.cleanup:
            try:
                answer = self.answer.result()
                glb, shape = (
                    read_draft_file(self.folder / answer["file"]),
                    read_draft_file(self.folder / answer["shape"]),
                )
            except CancelledError:
                return Stopped(refusal("The work was stopped.", hint="Try again."))
            except ConfiguratorError as error:
                return error
        facts = {name: value for name, value in answer.items() if name not in ("file", "shape", "timings_ms")}
        return Preview(glb, facts, answer["timings_ms"], shape=shape)


def start_draft(pool: Pool, scratch: Path, design: Design, shape: Path | None = None) -> Draft:
    """Submit a design to the pool, with a file that may hold its shape. Raises Blocked if nothing can be written."""
    with ExitStack() as stack:
        folder = stack.enter_context(work_folder(scratch))
        return Draft(pool.submit(KERNEL_PREVIEW, preview_request(design, folder, shape)), folder, stack.pop_all())


def preview_request(design: Design, folder: Path, shape: Path | None = None) -> dict[str, Any]:
    """The request to the kernel: a design, the directory for its files, and the file that may hold its shape."""
    parameters, known = dict(design.parameters), {"shape": str(shape)} if shape else {}
    return {"template": design.template, "parameters": parameters, "directory": str(folder), "stem": "draft", **known}


def read_draft_file(path: Path) -> bytes:
    """The bytes of a file that the kernel has written. Raises Blocked."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise blocked(f"The draft cannot be read: {reason}.", hint="Look at the disk, then try again.") from None
