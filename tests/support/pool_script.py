"""A program with a hung and an idle child, to be killed: writes their process ids into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from configurator.pool import open_pool

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with open_pool(workers=2, preload="configurator.domain.errors") as pool:
        hung = pool.submit("support.pool_jobs:hang_holding_the_gil", {"started": str(folder / "hung")})
        idle = pool.run("support.pool_jobs:about_the_child", {})
        (folder / "idle").write_text(str(idle["pid"]))
        hung.result()
