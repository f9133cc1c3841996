"""Texts that strangers wrote, made harmless where they are shown."""

from __future__ import annotations

import re

# Control characters, C0 and C1, with which a text could steer a terminal or forge a line; and those that turn the
# direction of writing, with which it could show something else than it says (Unicode, UAX #9). Lone surrogates
# stand for the bytes of a file name that is no UTF-8, and cannot be written.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# With what a cell that a spreadsheet computes begins.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str, keep: str = "") -> str:
    """The text with every control character but those in `keep` written out, as in `\\x1b`."""
    return CONTROLS.sub(lambda each: each[0] if each[0] in keep else _escape(each[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def inert_cell(text: str) -> str:
    """The text as one line in a spreadsheet's cell: after an apostrophe where it would be computed as a formula.

    Source: OWASP, CSV Injection. A number stays one, whatever its sign. Control characters are written out.
    """
    is_formula = text.startswith(FORMULA_STARTS) and not _is_number(text)
    return neutral(f"'{text}" if is_formula else text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
