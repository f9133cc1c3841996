"""A worker in a process of its own: python -m support.worker_script CHILDREN UNTIL_IDLE; settings from the environment.

KERNEL names what stands in for the kernel, HASTE what a worker takes for how long, as JSON.
"""

import functools
import json
import logging
import os
import sys

from configurator import pool
from configurator.services.admin import tidy
from configurator.services.common import workflows
from configurator.services.common.context import open_context
from configurator.services.factories import targets
from configurator.services.making import make, retry
from configurator.services.production import dispatch
from configurator.settings import read_settings
from configurator.worker import factory_slots, heartbeat, recovery, runner, worker

if __name__ == "__main__":
    logging.basicConfig(level="WARNING", format="%(asctime)s %(message)s")
    logging.getLogger("configurator").setLevel("INFO")
    if os.environ["KERNEL"]:
        make.KERNEL_MAKE = os.environ["KERNEL"]
        worker.open_pool = functools.partial(pool.open_pool, preload="configurator.domain.errors")
    for name, value in json.loads(os.environ.get("HASTE", "{}")).items():
        for module in (retry, runner, heartbeat, dispatch, targets, tidy, recovery, worker, workflows, factory_slots):
            if hasattr(module, name):
                setattr(module, name, value)
    settings = read_settings(os.environ)
    worker.run_worker(open_context(settings), settings.scratch, int(sys.argv[1]), until_idle=sys.argv[2] == "True")
