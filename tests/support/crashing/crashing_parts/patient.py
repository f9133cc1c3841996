"""Waits for a file named by the environment, and says by another that it waits."""

import os
import time
from pathlib import Path

from crashing_parts._bar import bar


def build(p):
    until = Path(os.environ["PATIENT"])
    until.with_suffix(f".{os.getpid()}").touch()
    while not until.exists():
        time.sleep(0.02)


TEMPLATE = bar("patient", build)
