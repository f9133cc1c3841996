"""Workers in processes of their own, and what they leave behind."""

import json
import os
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from configurator import catalogue
from configurator.domain.orders.requests import OrderRequest
from configurator.services.designs.configure import build_design
from configurator.services.orders.approve import approve_order
from configurator.services.orders.place_order import place_order
from configurator.store import heartbeats
from configurator.store.database import read_transaction
from support import ordering
from support.processes import marked_processes

TESTS = Path(__file__).parents[1]
CRASHING = TESTS / "support" / "crashing"
# So quick that a test need not wait, so slow that a busy machine keeps up.
HASTE = {
    "BEAT_INTERVAL_S": 0.25, "SILENT_AFTER_S": 2.0, "POLL_INTERVAL_S": 0.25, "RETRY_PAUSE_S": 1.0,
    "SHUTDOWN_GRACE_S": 1, "CLEANUP_INTERVAL_S": 2.0, "STALE_AFTER_S": 4.0,
}  # fmt: skip
# Far more than anything here takes: reached only by what would otherwise wait for ever.
FOREVER = 180


class Crew:
    """Workers on one context's database, known by a mark in the environment that their children inherit."""

    def __init__(self, context, data, **environment):
        self.context, self.data, self.mark = context, data, uuid.uuid4().hex
        self.processes = []
        self._environment = {
            **os.environ, "MARK": self.mark, "CONFIGURATOR_DATA": str(data), "HASTE": json.dumps(HASTE),
            "DATABASE_URL": context.engine.url.render_as_string(hide_password=False),
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(CRASHING)]), "PATIENT": str(data / "go"),
            "KERNEL": "support.fake_kernel:make", **environment,
        }  # fmt: skip

    def start(self, children=1, until_idle=False):
        words = [sys.executable, "-m", "support.worker_script", str(children), str(until_idle)]
        log = (self.data / f"worker-{len(self.processes)}.log").open("w")
        process = subprocess.Popen(words, env=self._environment, stderr=log, start_new_session=True)
        log.close()
        self.processes.append(process)
        return process

    def living_workers(self):
        return [worker for worker in self.processes if worker.poll() is None]

    def logs(self):
        return "".join(path.read_text() for path in sorted(self.data.glob("worker-*.log")))

    def running_processes(self):
        """Processes that still run, of all that the workers ever started."""
        return marked_processes(self.mark)

    def heartbeats(self):
        with read_transaction(self.context.engine) as connection:
            return heartbeats.read_heartbeats(connection)

    def end(self):
        for process in self.running_processes():
            with suppress(psutil.Error):
                process.kill()
        for process in self.processes:
            process.wait()


@contextmanager
def worker_crew(context, data, **environment):
    """A crew, with the crashing parts in the catalogue of this process too; both end with the block."""
    sys.path.insert(0, str(CRASHING))
    catalogue.entries.cache_clear()
    crew = Crew(context, data, **environment)
    try:
        yield crew
    finally:
        crew.end()
        sys.path.remove(str(CRASHING))
        catalogue.entries.cache_clear()


def wait_until(condition, patience=FOREVER):
    deadline, pause = time.monotonic() + patience, 0.05
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause)
        # Who asks all the time for what takes long leaves no processor to those who do it.
        pause = min(1.2 * pause, 0.25)
    return result


def request_for(key, template, **values):
    """An order request for a part of any template."""
    part = catalogue.find(template)
    preset = next(iter(part.presets.values())).model_copy(update=values)
    return OrderRequest(key, (ordering.item_request(build_design(part, preset)),), ordering.ANNA, ordering.POTSDAM)


def order(context, key, template, **values):
    return place_order(context, ordering.CLINIC, request_for(key, template, **values)).order.id


def approve_when_made(context, *orders):
    """Wait until each is made, and approve it."""
    for each in orders:
        wait_until(lambda each=each: ordering.load_order(context, each).state == "made")
        approve_order(context, ordering.CLINIC, each)


def wait_for_hand_over(context, *orders):
    """Wait until all jobs of each are handed over; the jobs."""

    def ready():
        jobs = [job for each in orders for job in ordering.jobs_of(context, each)]
        return jobs if jobs and all(job.state == "handed_over" for job in jobs) else []

    return wait_until(ready)


def temporary_files(folder):
    """Temporary files, of which none should be left when no worker runs."""
    return [*folder.rglob(".partial-*"), *folder.rglob("*#*")]
