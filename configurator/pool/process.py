"""Runs one function in a process of its own, for work that may hang: nobody waits for it longer than its limit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from configurator.domain.errors import crashed
from configurator.logs import current_request_id
from configurator.pool.limits import Limits
from configurator.pool.protocol import decode_answer

# How long to wait for the end of a process that was killed, in s.
KILL_GRACE_S = 1.0


def run_in_process(function: str, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What `package.module:name` returns for the request; both ways JSON, without NaN.

    Raises the `Refused` or `Failed` that it raises, TimeoutError if its time ran out, and `Crashed` if it died or
    its memory ran out. It costs the start of an interpreter, some tenths of a second, and needs no fork server:
    one that sleeps in the system for good holds nothing of its parent's but its own entry in the process table.
    """
    text = json.dumps(request, allow_nan=False)
    with _process(function, limits) as process:
        try:
            answer, _ = process.communicate(text, limits.seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"{function} took longer than {limits.seconds:g} s") from None
    if not answer:
        raise crashed("The process for this work ended without an answer.", hint="Look for the reason in the log.")
    return decode_answer(answer)


@contextmanager
def _process(function: str, limits: Limits) -> Iterator[subprocess.Popen[str]]:
    """The process, in a group of its own that is killed at the end of the block, or with this program."""
    # The system closes the writing end when this program dies, however it does.
    lifeline, alive = os.pipe()
    arguments = [function, f"{limits.seconds}", f"{limits.memory_gib}", f"{lifeline}", current_request_id()]
    try:
        process = subprocess.Popen(
            # Without -P a module in the current folder would pass for one of the library's.
            [sys.executable, "-P", "-m", "configurator.pool.process_child", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            pass_fds=[lifeline],
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)
    finally:
        os.close(lifeline)
        os.close(alive)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        # One that sleeps in the system, on a disk that is gone, dies when it wakes: it is not waited for.
        with suppress(subprocess.TimeoutExpired):
            process.wait(KILL_GRACE_S)
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe:
                pipe.close()
