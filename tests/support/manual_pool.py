"""A pool whose work is done by hand, and previews over it, for tests of who waits for what."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from configurator.services.previews.previews import Previews, preview_key

# Far more than anything here takes.
FOREVER = 20


class HandPool:
    """A pool whose work is done by hand: it hands out the promises it gave."""

    def __init__(self):
        self.promises = SimpleQueue()
        self.asked = []

    def submit(self, function, request, limits=None):
        assert function == "configurator.kernel.jobs.preview:run_preview"
        self.asked.append(request["parameters"]["hole_diameter"])
        promise = Future()
        promise.folder = Path(request["directory"])
        self.promises.put(promise)
        return promise

    def next(self):
        """The promise for the next request, waited for."""
        return self.promises.get(timeout=FOREVER)


@dataclass
class Shop:
    """Previews over that pool, clients that ask in threads of their own, and a clock that is set by hand."""

    scratch: Path
    threads: ThreadPoolExecutor
    pool: HandPool = field(default_factory=HandPool)
    now: float = 0.0

    def open(self, **bounds):
        bounds = {"most_waiting": 5, "at_once": 1, **bounds}
        self.previews = Previews(self.pool, self.scratch, clock=lambda: self.now, **bounds)
        return self

    def ask(self, client, wanted):
        """Ask in a thread, and go on once the wish is known, and begun if there is room, or has been answered."""
        before = self.waiting(client, wanted)
        answer = self.threads.submit(self.previews.get, client, wanted)
        self.until(lambda: answer.done() or (self.waiting(client, wanted) > before and self.settled()))
        return answer

    def settled(self):
        """Whether as many are with the pool as there is room for."""
        makings = tuple(self.previews._makings.values())
        return sum(each.draft is not None for each in makings) >= min(self.previews._at_once, len(makings))

    def waiting(self, client, wanted):
        """How often a client waits for a design."""
        making = self.previews._makings.get(preview_key(wanted))
        return [name for name, _ in making.waiting].count(client) if making else 0

    def until(self, true):
        deadline = time.monotonic() + FOREVER
        while not true():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.005)


def finish(promise, content=b"glTF"):
    """Do the work of a promise as the kernel would."""
    (promise.folder / "draft.glb").write_bytes(content)
    (promise.folder / "draft.shape").write_bytes(b"shape")
    promise.set_result({"file": "draft.glb", "shape": "draft.shape", "volume_mm3": 7.0, "timings_ms": {"build": 1.0}})
