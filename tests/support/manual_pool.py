"""A pool whose jobs a test finishes by hand, and previews over it, for tests of the queue of previews."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from configurator.services.common.kernel_gate import KernelGate
from configurator.services.previews.previews import Previews

# Far more than anything here takes.
FOREVER = 20


class ManualPool:
    """A pool that does nothing: a test takes each future and finishes it by hand."""

    def __init__(self):
        self.futures = SimpleQueue()
        self.requested = []

    def submit(self, function, request, limits=None):
        assert function == "configurator.kernel.jobs.preview:run_preview"
        self.requested.append(request["parameters"]["hole_diameter"])
        future = Future()
        future.folder = Path(request["directory"])
        self.futures.put(future)
        return future

    def next(self):
        """Wait for the next request; its future."""
        return self.futures.get(timeout=FOREVER)


@dataclass
class PreviewHarness:
    """Previews over that pool, clients that ask in threads of their own, and a clock that is set by hand."""

    scratch: Path
    threads: ThreadPoolExecutor
    pool: ManualPool = field(default_factory=ManualPool)
    now: float = 0.0

    def open(self, **bounds):
        bounds = {"gate": KernelGate(), "at_once": 1, **bounds}
        self.previews = Previews(self.pool, self.scratch, clock=lambda: self.now, **bounds)
        return self

    def request(self, client, shape):
        """Request in a thread; return once the request is pending, and begun if there is room, or is answered."""
        before = self.waiting(client, shape)
        answer = self.threads.submit(self.previews.get, client, shape)
        self.until(lambda: answer.done() or (self.waiting(client, shape) > before and self.settled()))
        return answer

    def settled(self):
        """Whether as many drafts are with the pool as there is room for."""
        pending = tuple(self.previews._pending.values())
        return sum(each.draft is not None for each in pending) >= min(self.previews._at_once, len(pending))

    def waiting(self, client, shape):
        """How often a client waits for a shape."""
        pending = self.previews._pending.get(shape.key)
        return [name for name, _ in pending.waiting].count(client) if pending else 0

    def until(self, condition):
        deadline = time.monotonic() + FOREVER
        while not condition():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.005)


def finish(future, content=b"glTF"):
    """Finish a future as the kernel would."""
    (future.folder / "draft.glb").write_bytes(content)
    (future.folder / "draft.shape").write_bytes(b"shape")
    future.set_result({"file": "draft.glb", "shape": "draft.shape", "volume_mm3": 7.0, "timings_ms": {"build": 1.0}})
