"""Lines of numbers in a text: read all at once; where that fails, the first line at fault is named."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence

import numpy as np

from configurator.kernel.inspect.reading.geometry import EXPORT_AGAIN_HINT, unreadable_file

# By the version of numpy.
NO_NUMBER = (ValueError, DeprecationWarning)
# Bytes of a word that are repeated in a message.
MAX_WORD_LENGTH = 40
DECIMAL_COMMA = re.compile(rb"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)
COMMA_HINT = "Numbers need a decimal point, not a comma: export it again where the decimal sign is a point."


def unix_lines(content: bytes) -> bytes:
    """The text with all lines ended alike and without a mark of its encoding before it."""
    return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def read_numbers(rows: Sequence[bytes], lines: Sequence[int], kind: type[float] | type[int]) -> np.ndarray:
    """All numbers of texts, one after another; `lines` has the line of each text.

    Raises Refused, with line and word, for what is no number.
    """
    try:
        return _numbers(b"\n".join(rows), kind)
    except NO_NUMBER:
        raise _no_number(rows, lines, kind) from None


def _numbers(text: bytes, kind: type[float] | type[int]) -> np.ndarray:
    """Raises one of NO_NUMBER for what is no number."""
    if not text.strip():
        return np.empty(0, kind)
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        return np.fromstring(text, dtype=kind, sep=" ")


def _no_number(rows: Sequence[bytes], lines: Sequence[int], kind: type[float] | type[int]) -> Exception:
    for line, row in zip(lines, rows, strict=True):
        for word in row.split():
            if not _is_number(word, kind):
                hint = COMMA_HINT if DECIMAL_COMMA.fullmatch(word[:MAX_WORD_LENGTH]) else EXPORT_AGAIN_HINT
                return unreadable_file(f"Line {line:,}: {show_word(word)} is not a number.", hint)
    return unreadable_file("One of its numbers cannot be read.")


def _is_number(word: bytes, kind: type[float] | type[int]) -> bool:
    try:
        return len(_numbers(word, kind)) == 1
    except NO_NUMBER:
        return False


def show_word(word: bytes) -> str:
    """A word of the file, in quotes and not too long."""
    return repr(word[:MAX_WORD_LENGTH].decode("utf-8", "replace"))
