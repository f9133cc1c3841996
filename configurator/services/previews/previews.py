"""Live previews: every design is built once, and a client's latest request supersedes its earlier ones."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from configurator.domain.errors import ConfiguratorError
from configurator.domain.problems import refusal
from configurator.logs import stages_text
from configurator.pool import Pool
from configurator.services.common.disk_cache import DiskCache
from configurator.services.common.kernel_gate import KernelGate
from configurator.services.common.memory_cache import FailureCache, MemoryCache, copy_error
from configurator.services.common.work_times import WorkTimes
from configurator.services.previews.drafts import Draft, Preview, Stopped, start_draft
from configurator.services.previews.preview_file import pack_preview, unpack_preview
from configurator.services.previews.shapes import DesignShape

log = logging.getLogger("configurator.services.previews")
MAX_MEMORY_BYTES = 64 * 2**20
# How long a failure is cached, and how long a draft that nobody waits for may go on. Stopping one
# kills a child process, and the next draft then takes 0.2 s longer.
FAILURE_MEMORY_S = 10.0
ABANDON_AFTER_S = 1.0
# The cached files of a preview: itself, and its shape, which then is not built again. Each has its own digest.
PREVIEW_KIND, SHAPE_KIND = "preview", "shape"


class Superseded(ConfiguratorError):
    """The same client has requested another preview since."""


def shape_file(cache: DiskCache, shape: DesignShape) -> Path:
    """The cached file of a shape; it exists if a preview has built it."""
    return cache.path(shape.key, SHAPE_KIND)


@dataclass(eq=False)
class _PendingPreview:
    """A preview to be made since a moment, and its waiting clients; `started` is when it went to the pool."""

    shape: DesignShape
    since: float
    waiting: list[tuple[str, Future[Preview]]] = field(default_factory=list)
    started: float | None = None
    draft: Draft | None = None

    def remove_client(self, client: str) -> list[Future[Preview]]:
        """Remove a client; returns the futures that it waited for."""
        futures = [future for name, future in self.waiting if name == client]
        self.waiting = [(name, future) for name, future in self.waiting if name != client]
        return futures


class Previews:
    """Previews for any number of threads."""

    def __init__(
        self,
        pool: Pool,
        scratch: Path,
        gate: KernelGate,
        at_once: int = 2,
        memory: int = MAX_MEMORY_BYTES,
        clock: Callable[[], float] = monotonic,
        cache: DiskCache | None = None,
        times: WorkTimes | None = None,
    ) -> None:
        """The `gate` bounds the waiting callers; others are the drafts in the pool, and the bytes in memory.

        Files pass through `scratch`; the `cache` on disk, if there is one, outlives this process.
        `times` adds up the stages.
        """
        self._pool, self._scratch, self._clock = pool, scratch, clock
        self._cache, self._times = cache, times or WorkTimes()
        self._gate, self._at_once = gate, at_once
        self._lock = threading.Lock()
        # By key, in the order of their first request.
        self._pending: dict[str, _PendingPreview] = {}
        self._memory: MemoryCache[Preview] = MemoryCache(memory, lambda preview: len(preview.glb))
        self._failures = FailureCache(FAILURE_MEMORY_S, clock)

    def get(self, client: str, shape: DesignShape, visitor: str = "") -> Preview:
        """The preview of a shape, cached already or made now; the client "" is anonymous.

        Earlier calls in which the same client still waits raise Superseded. Raises Busy where the gate has no room
        for the `visitor`, what the kernel raises, now or shortly before, and Blocked if nothing can be written.
        """
        self._supersede(client, shape.key)
        self._load_from_disk(shape.key)
        with self._lock:
            known = self._memory.get(shape.key)
            if known is not None:
                return replace(known, cached=True)
            future = self._add_waiting(client, shape, visitor)
        self._schedule()
        preview = self._wait_for(future)
        log.info("preview of %s: %s", shape.design.code, stages_text(preview.timings_ms))
        return preview

    def _load_from_disk(self, key: str) -> None:
        """Load a preview from the disk cache unless it is in memory."""
        with self._lock:
            known = self._memory.get(key)
        if known is not None or self._cache is None:
            return
        packed = self._cache.get(key, PREVIEW_KIND)
        preview = unpack_preview(packed) if packed else None
        if preview is not None:
            with self._lock:
                self._memory.put(key, preview)

    def _save_to_disk(self, key: str, preview: Preview) -> None:
        if self._cache is None:
            return
        # The preview last: once it exists, both files do.
        self._cache.put(key, {SHAPE_KIND: preview.shape, PREVIEW_KIND: pack_preview(preview)})

    def _supersede(self, client: str, key: str) -> None:
        """Raise Superseded wherever the client waits for anything but `key`."""
        if not client:
            return
        with self._lock:
            superseded = [
                future
                for other, pending in self._pending.items()
                if other != key
                for future in pending.remove_client(client)
            ]
        for future in superseded:
            future.set_exception(Superseded(refusal("Another preview was asked for since.")))
        if superseded:
            self._schedule()

    def _add_waiting(self, client: str, shape: DesignShape, visitor: str) -> Future[Preview]:
        """A future for the preview, added to those that wait for the same shape."""
        if reason := self._failures.get(shape.key):
            raise reason
        leave = self._gate.admit("preview", visitor)
        future: Future[Preview] = Future()
        future.add_done_callback(lambda _: leave())
        self._pending.setdefault(shape.key, _PendingPreview(shape, self._clock())).waiting.append((client, future))
        return future

    def _wait_for(self, future: Future[Preview]) -> Preview:
        while True:
            try:
                return future.result(ABANDON_AFTER_S)
            except TimeoutError:
                # A draft that nobody waits for may be due to be stopped by now.
                self._schedule()

    def _schedule(self) -> None:
        """Stop abandoned drafts, and start as many as there is room for."""
        with self._lock:
            stopped = [
                self._pending.pop(key) for key, pending in tuple(self._pending.items()) if self._is_abandoned(pending)
            ]
            room = self._at_once - sum(pending.started is not None for pending in self._pending.values())
            ready = [item for item in self._pending.items() if item[1].started is None][: max(room, 0)]
            for _, pending in ready:
                pending.started = self._clock()
                self._gate.note_turn("preview", pending.started - pending.since)
        for pending in stopped:
            if pending.draft is not None:
                pending.draft.answer.cancel()
        for key, pending in ready:
            self._start_draft(key, pending)

    def _is_abandoned(self, pending: _PendingPreview) -> bool:
        """Whether nobody waits for it, and it has not started or has run for too long."""
        return not pending.waiting and (pending.started is None or self._clock() - pending.started > ABANDON_AFTER_S)

    def _start_draft(self, key: str, pending: _PendingPreview) -> None:
        file = shape_file(self._cache, pending.shape) if self._cache else None
        try:
            draft = pending.draft = start_draft(self._pool, self._scratch, pending.shape.design, file)
        except ConfiguratorError as error:
            self._finish(key, pending, error)
        else:
            draft.answer.add_done_callback(lambda _: self._finish(key, pending, draft.take_outcome()))

    def _finish(self, key: str, pending: _PendingPreview, outcome: Preview | ConfiguratorError) -> None:
        """Cache the outcome, and resolve all futures that wait for it."""
        with self._lock:
            if self._pending.get(key) is pending:
                del self._pending[key]
            if isinstance(outcome, Preview):
                self._memory.put(key, replace(outcome, shape=b""))
            elif not isinstance(outcome, Stopped):
                self._failures.put(key, outcome)
        for _, future in pending.waiting:
            if isinstance(outcome, Preview):
                future.set_result(outcome)
            else:
                future.set_exception(copy_error(outcome))
        # The disk may be slow: the next drafts are started first.
        self._schedule()
        if isinstance(outcome, Preview):
            self._times.add_stages("preview", outcome.timings_ms)
            self._save_to_disk(key, outcome)
