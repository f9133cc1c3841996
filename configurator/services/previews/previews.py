"""Live previews: every design is drawn once, and a client's latest wish counts, not what it wished before."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

import rfc8785

from configurator.domain.digests import sha256
from configurator.domain.errors import Blocked, ConfiguratorError
from configurator.domain.parts.designs import Design
from configurator.domain.parts.versions import versions
from configurator.domain.problems import refusal
from configurator.pool import Pool
from configurator.services.common.disk_cache import DiskCache
from configurator.services.common.memory_cache import FailureCache, MemoryCache, copy_error
from configurator.services.designs.shaping import shape_design
from configurator.services.previews.drafts import Draft, Preview, start_draft
from configurator.services.previews.sources import source_digest

MAX_MEMORY_BYTES = 64 * 2**20
# In s: how long a failure is remembered, and how long a draft that nobody waits for may go on. To
# stop one kills a child, and the next then takes 0.2 s.
FAILURE_MEMORY_S = 10.0
ABANDON_AFTER_S = 1.0
# What is kept of a preview: its model, all else about it as JSON, and the shape to build no more.
GLB, FACTS, SHAPE = "glb", "json", "shape"
# s until some of those who wait have what they wait for.
RETRY_AFTER_S = 1


class Superseded(ConfiguratorError):
    """The same client has asked for another preview since."""


class Busy(Blocked):
    """Too many are waiting; `seconds` later there may be room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(refusal("The server is busy.", hint="Try again in a moment."))
        self.seconds = seconds


def preview_key(design: Design) -> str:
    """SHA-256 (hex) of all that a design's preview depends on: what only judges it is no part of that."""
    by = source_digest(design.template)
    return sha256(
        rfc8785.dumps({"design": shape_design(design).digest, "kind": "preview", "versions": versions(), "by": by})
    )


def shape_file(cache: DiskCache, design: Design) -> Path:
    """Where the design's shape lies, if a preview has built it."""
    return cache.path(preview_key(design), SHAPE)


@dataclass(eq=False)
class _Making:
    """A preview to be made, and who waits for it; `started` once it is with the pool."""

    design: Design
    waiting: list[tuple[str, Future[Preview]]] = field(default_factory=list)
    started: float | None = None
    draft: Draft | None = None

    def leave(self, client: str) -> list[Future[Preview]]:
        """Let a client wait no longer: what it waited for."""
        left = [told for name, told in self.waiting if name == client]
        self.waiting = [(name, told) for name, told in self.waiting if name != client]
        return left


class Previews:
    """Previews for any number of threads."""

    def __init__(
        self,
        pool: Pool,
        scratch: Path,
        most_waiting: int,
        at_once: int = 2,
        memory: int = MAX_MEMORY_BYTES,
        clock: Callable[[], float] = monotonic,
        cache: DiskCache | None = None,
    ) -> None:
        """Bounds: callers that wait, drafts that are with the pool, bytes in memory.

        Files pass through `scratch`; what was drawn is kept in the `cache`, if there is one, beyond the end of this
        process.
        """
        self._pool, self._scratch, self._clock = pool, scratch, clock
        self._cache = cache
        self._most_waiting, self._at_once = most_waiting, at_once
        self._lock = threading.Lock()
        # In the order in which they were first asked for.
        self._makings: dict[str, _Making] = {}
        self._made: MemoryCache[Preview] = MemoryCache(memory, lambda preview: len(preview.glb))
        self._failed = FailureCache(FAILURE_MEMORY_S, clock)

    def get(self, client: str, design: Design) -> Preview:
        """The preview of a design, known already or made now; the client "" is nobody in particular.

        What the same client still waits for raises Superseded there. Raises Busy, what the kernel
        raises, now or a little while ago, and Blocked where nothing can be written.
        """
        key, design = preview_key(design), shape_design(design)
        self._supersede(client, key)
        self._recall(key)
        with self._lock:
            known = self._made.get(key)
            if known is not None:
                return replace(known, cached=True)
            told = self._join(client, key, design)
        self._go_on()
        return self._await(told)

    def _recall(self, key: str) -> None:
        """Take from the disk what this process does not know."""
        with self._lock:
            known = self._made.get(key)
        if known is not None or self._cache is None:
            return
        glb, facts = self._cache.get(key, GLB), self._cache.get(key, FACTS)
        if glb and facts:
            told = json.loads(facts)
            with self._lock:
                self._made.put(key, Preview(glb, told["facts"], told["timings_ms"]))

    def _keep(self, key: str, preview: Preview) -> None:
        if self._cache is None:
            return
        facts = json.dumps({"facts": preview.facts, "timings_ms": preview.timings_ms}).encode()
        # The facts last: with them all is there.
        self._cache.put(key, {SHAPE: preview.shape, GLB: preview.glb, FACTS: facts})

    def _supersede(self, client: str, key: str) -> None:
        """Let a client no longer wait for anything but `key`."""
        if not client:
            return
        with self._lock:
            left = [told for other, making in self._makings.items() if other != key for told in making.leave(client)]
        for told in left:
            told.set_exception(Superseded(refusal("Another preview was asked for since.")))
        if left:
            self._go_on()

    def _join(self, client: str, key: str, design: Design) -> Future[Preview]:
        """Wait with those who wait for the same design already, or as the first."""
        if reason := self._failed.get(key):
            raise reason
        if sum(len(making.waiting) for making in self._makings.values()) >= self._most_waiting:
            raise Busy(RETRY_AFTER_S)
        told: Future[Preview] = Future()
        self._makings.setdefault(key, _Making(design)).waiting.append((client, told))
        return told

    def _await(self, told: Future[Preview]) -> Preview:
        while True:
            try:
                return told.result(ABANDON_AFTER_S)
            except TimeoutError:
                # What nobody waits for may have lost its patience by now.
                self._go_on()

    def _go_on(self) -> None:
        """Stop what nobody waits for any more, and start what there is room for."""
        with self._lock:
            stopped = [self._makings.pop(key) for key, making in tuple(self._makings.items()) if self._in_vain(making)]
            room = self._at_once - sum(making.started is not None for making in self._makings.values())
            ready = [item for item in self._makings.items() if item[1].started is None][: max(room, 0)]
            for _, making in ready:
                making.started = self._clock()
        for making in stopped:
            if making.draft is not None:
                making.draft.answer.cancel()
        for key, making in ready:
            self._start(key, making)

    def _in_vain(self, making: _Making) -> bool:
        """Whether nobody waits for it, and it has not begun or is not likely to end soon."""
        return not making.waiting and (making.started is None or self._clock() - making.started > ABANDON_AFTER_S)

    def _start(self, key: str, making: _Making) -> None:
        shape = self._cache.path(key, SHAPE) if self._cache else None
        try:
            draft = making.draft = start_draft(self._pool, self._scratch, making.design, shape)
        except ConfiguratorError as error:
            self._finish(key, making, error)
        else:
            draft.answer.add_done_callback(lambda _: self._finish(key, making, draft.outcome()))

    def _finish(self, key: str, making: _Making, outcome: Preview | ConfiguratorError) -> None:
        """Remember what came of it, and tell all who wait."""
        with self._lock:
            if self._makings.get(key) is making:
                del self._makings[key]
            if isinstance(outcome, Preview):
                self._made.put(key, replace(outcome, shape=b""))
            else:
                self._failed.put(key, outcome)
        for _, told in making.waiting:
            if isinstance(outcome, Preview):
                told.set_result(outcome)
            else:
                told.set_exception(copy_error(outcome))
        # The disk may be slow: the next are begun first.
        self._go_on()
        if isinstance(outcome, Preview):
            self._keep(key, outcome)
