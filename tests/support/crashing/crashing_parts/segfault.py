"""Ends the kernel's process, every time, though not with its first breath: no more does a real part."""

import ctypes
import time

from crashing_parts._bar import bar


def build(p):
    time.sleep(0.3)
    ctypes.string_at(0)


TEMPLATE = bar("segfault", build)
