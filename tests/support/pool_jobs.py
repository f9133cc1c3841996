"""Jobs that behave and jobs that do not, for a child process to run."""

from __future__ import annotations

import ctypes
import logging
import math
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from configurator.domain.errors import Failed, Refused
from configurator.domain.problems import refusal, warning
from configurator.logs import current_request_id

Json = dict[str, Any]


def double(request: Json) -> Json:
    return {"value": 2 * request["value"]}


def request_in_the_log(request: Json) -> Json:
    return {"request": current_request_id(), "formatter": type(logging.lastResort.formatter).__name__}


def about_the_child(request: Json) -> Json:
    return {
        "pid": os.getpid(),
        "threads": os.environ["OMP_NUM_THREADS"],
        "imported": [name for name in request.get("modules", []) if name in sys.modules],
    }


def wait_for_file(request: Json) -> Json:
    """Says by a file that it is at work, and goes on until another file appears."""
    Path(request["started"]).write_text(str(os.getpid()))
    while not Path(request["until"]).exists():
        time.sleep(0.02)
    return {"pid": os.getpid()}


def wait(request: Json) -> Json:
    """Takes time by the clock, and no processor time."""
    time.sleep(request["seconds"])
    return {}


def work(request: Json) -> Json:
    """Takes so many seconds of processor time."""
    end = time.process_time() + request["seconds"]
    while time.process_time() < end:
        pass
    return {}


def work_without_end(request: Json) -> Json:
    return work({"seconds": math.inf})


def hang(request: Json) -> Json:
    while True:
        time.sleep(1)


def hang_holding_the_gil(request: Json) -> Json:
    if "started" in request:
        Path(request["started"]).write_text(str(os.getpid()))
    ctypes.PyDLL(None).sleep(1000)
    return {}


def segfault(request: Json) -> Json:
    ctypes.string_at(0)
    return {}


def die(request: Json) -> Json:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def leave(request: Json) -> Json:
    os._exit(3)


def leave_politely(request: Json) -> Json:
    sys.exit("enough")


def hog(request: Json) -> Json:
    blocks = []
    while True:
        blocks.append(bytes(2**26))


def take_memory(request: Json) -> Json:
    """So many GiB of address space, which the system need not fill."""
    return {"pid": os.getpid(), "bytes": len(bytes(request["gib"] * 2**30))}


def refuse(request: Json) -> Json:
    raise Refused(refusal("Too thin.", "wall", "size", hint="Make it 1 mm."), warning("Rarely asked for.", "colour"))


def fail(request: Json) -> Json:
    raise Failed(refusal("No solid.", hint="Tell its author."))


class UnpicklableError(Exception):
    def __init__(self, reason: str, function: Any) -> None:
        super().__init__(reason)
        self.function = function


def raise_unpicklable(request: Json) -> Json:
    raise UnpicklableError("the fillet failed", lambda: None)


def answer_in_no_json(request: Json) -> Json:
    return {"shape": object()}


def answer_nan(request: Json) -> Json:
    return {"value": math.nan}


def print_everywhere(request: Json) -> Json:
    print("printed by Python", flush=True)
    libc = ctypes.CDLL(None)
    libc.puts(b"printed by C")
    libc.fflush(None)
    return {}
