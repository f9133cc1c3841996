"""The other side of `configurator.pool.process`.

python -m configurator.pool.process_child FUNCTION SECONDS GIB PIPE REQUEST-ID: the request is read from stdin until its
end, the answer goes to stdout; both are JSON, as in the pool's protocol.
"""

from __future__ import annotations

import os
import select
import sys

from configurator.pool.child import prepare_child, run_job
from configurator.pool.fork_server import die_at_hangup
from configurator.pool.limits import Limits


def main(function: str, seconds: str, memory_gib: str, lifeline: str, request_name: str) -> None:
    """Answer one request, as long as the other end of `lifeline`, a descriptor, is open."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What else is printed is no answer.
    os.dup2(2, 1)
    prepare_child()
    die_at_hangup(int(lifeline))
    if select.select([int(lifeline)], [], [], 0)[0]:
        # The parent was gone before.
        return
    request = sys.stdin.buffer.read().decode()
    answer.write(run_job(function, request, Limits(float(seconds), float(memory_gib)), request_name))
    answer.flush()
    # Whatever threads the function has left must not keep this process.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
