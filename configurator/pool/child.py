"""The child's side of the pool: one function, by name, within limits, answered in JSON."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from math import ceil
from typing import Any

from configurator.domain.error_places import error_words
from configurator.domain.errors import ConfiguratorError, Failed, crashed, failed
from configurator.logs import make_warnings_safe, request_id
from configurator.pool.fork_server import die_at_hangup
from configurator.pool.limits import Limits
from configurator.pool.protocol import encode_error, encode_result

# How much longer than its time limit a job may run when its parent is gone and cannot stop it, in s.
ALARM_GRACE_S = 5


def prepare_child() -> None:
    """Make this process fit to be a child; called once, before its first job."""
    # Loaded modules are never freed: each garbage collection over all of them would take 40 ms.
    gc.freeze()
    gc.enable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for signal_number in (signal.SIGALRM, signal.SIGPROF, signal.SIGTERM):
        # A Python handler would wait for ever on C code that holds the interpreter's lock.
        signal.signal(signal_number, signal.SIG_DFL)
    make_warnings_safe()
    _die_with_parent()


def _die_with_parent() -> None:
    """Let the system kill this process when the pipe that the parent holds open is closed.

    PR_SET_PDEATHSIG would not do: the parent it looks at is the fork server, which waits for its
    children. Where that is unknown, only the alarm set for each job ends the child.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    die_at_hangup(parent.sentinel)
    if not parent.is_alive():
        os._exit(1)


def run_job(function: str, request: str, limits: Limits, request_name: str = "") -> str:
    """Call `package.module:name` with the request (JSON text); the outcome as JSON text.

    What it logs carries the id of the request that it is done for.

    Raises nothing: every exception is encoded in the answer, see `configurator.pool.protocol`. SIGPROF ends the
    process when its limit of processor time is reached.
    """
    try:
        with request_id(request_name), _resource_limits(limits):
            return encode_result(_import_function(function)(json.loads(request)))
    except ConfiguratorError as error:
        return encode_error(error)
    except MemoryError:
        return encode_error(
            crashed(f"The work needed more than {limits.memory_gib:g} GiB of memory.", hint="Try simpler values.")
        )
    except BaseException as error:
        return encode_error(_unexpected_error(error), traceback.format_exc())


def _import_function(function: str) -> Callable[[Any], Any]:
    module, _, name = function.partition(":")
    try:
        loaded: Callable[[Any], Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise failed(
            f"{function} cannot be loaded ({type(error).__name__}: {error}).",
            hint=f"Check the installation: python -c 'import {module}' shows the whole error.",
        ) from error
    return loaded


@contextmanager
def _resource_limits(limits: Limits) -> Iterator[None]:
    """Bound the address space (MemoryError beyond it), the processor time and, should the parent be gone, the time."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    soft_limit, hard_limit = int(limits.memory_gib * 2**30), before[1]
    if hard_limit != resource.RLIM_INFINITY:
        soft_limit = min(soft_limit, hard_limit)
    resource.setrlimit(resource.RLIMIT_AS, (soft_limit, hard_limit))
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.alarm(ceil(limits.clock_seconds) + ALARM_GRACE_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _unexpected_error(error: BaseException) -> Failed:
    return failed(
        f"The CAD kernel could not finish ({error_words(error, _template_modules())}).",
        hint="Try slightly different values; if it happens again, tell the template's author.",
    )


def _template_modules() -> frozenset[str]:
    """The modules of templates; none where they cannot be found: the error must be reported all the same."""
    from configurator import catalogue

    try:
        return catalogue.modules()
    except ConfiguratorError:
        return frozenset()
