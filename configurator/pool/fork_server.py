"""The fork server's preload, named by `configurator.pool`: prepares the process from which all children are forked.

Importing it has effects there, on that process and on all that it forks; elsewhere it has none.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import re
import signal
import sys
from multiprocessing import parent_process, spawn
from typing import Any


def die_at_hangup(pipe: int) -> None:
    """Let the system kill this process when nobody holds the other end of the pipe (a descriptor) open any more.

    Where F_SETSIG is unknown nothing happens.
    """
    if not hasattr(fcntl, "F_SETSIG"):
        return
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


def limit_library_threads() -> None:
    """Before numpy is loaded: as workers fill the cores, the libraries in them need no threads of their own."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _prepare_fork_server() -> None:
    # The import of the kernel would go on for a second after its parent, and keep its stderr open.
    parent_pipe = re.search(r"main\(\d+, (\d+)", " ".join(sys.orig_argv))
    if parent_pipe and parent_process() is None:
        die_at_hangup(int(parent_pipe[1]))
    # The kernel's hundreds of thousands of objects are never freed; `child.prepare_child` turns collection on again.
    gc.disable()
    # The parent reports Ctrl-C; here it ends the import of the kernel, or a newly forked child, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # OCC prints to the C library's stdout, which belongs to the parent's machine-readable output.
    os.dup2(2, 1)
    limit_library_threads()
    # Unloading OCC and VTK takes most of a second, during which any reader of our stderr would wait.
    atexit.register(os._exit, 0)
    for fixup in ("_fixup_main_from_name", "_fixup_main_from_path"):
        setattr(spawn, fixup, _leave_main_alone)


def _leave_main_alone(main: Any) -> None:
    """Children call functions by name only, so they need not run the parent's main module again.

    They would do so by default: a script without a guard would start over in every child, and
    one read from stdin has no file to run.
    """


if any("multiprocessing.forkserver" in argument for argument in sys.orig_argv):
    _prepare_fork_server()
