"""Ends the kernel's process, every time."""

import ctypes

from crashing_parts._bar import bar

TEMPLATE = bar("segfault", lambda p: ctypes.string_at(0))
