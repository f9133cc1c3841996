"""What somebody probably meant by a text that is no number, and how to write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from reprlib import repr as brief
from typing import Final

from configurator.domain.gauges import aluminium_gauge_mm, find_gauge, steel_gauge_mm

_MONTH: Final = "(jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*"
_DATE: Final = re.compile(
    rf"\d{{4}}-\d\d?-\d\d?|\d\d?([-./])\d\d?\1(\d\d|\d{{4}})|\d\d?[-. ]+{_MONTH}([-. ]+\d{{2,4}})?|{_MONTH}[-. ]+\d+",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"([ T]|^)\d\d?:\d\d(:\d\d(\.\d+)?)?$")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?[^\d,.]*")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d*),\d+[^\d,.]*")
_READING: Final = r"\d+(\.\d+)?"
_READINGS: Final = re.compile(rf"{_READING}(, *{_READING})+")
_RANGE: Final = re.compile(rf"{_READING} ?- ?{_READING}\D*")
# Nobody means a number by a longer text.
MAX_EXPLAINED_LENGTH: Final = 60


@dataclass(frozen=True)
class Misfit:
    """What a text is instead of a number, as the end of a sentence, and the remedy."""

    what: str
    hint: str


NO_NUMBER: Final = Misfit("is not a number.", "Write digits with a decimal point, or inches as 1-15/16in.")
DATE: Final = Misfit(
    "is a date: a spreadsheet may have changed what was typed.",
    "Format the cell as text, and type the number anew, such as 0.375in.",
)
SEVERAL: Final = Misfit(
    "is not one number.", "Give one number; where repeats are taken, separate them by semicolons: 263; 264; 263.5."
)
RANGE: Final = Misfit("is not one number.", "Measure again, and give one number.")


def explain_misfit(text: str) -> Misfit | None:
    """What the text, as `plain_number_text` leaves it, is instead of a number in a known unit; None if nobody knows."""
    if len(text) > MAX_EXPLAINED_LENGTH:
        return None
    if _is_date(text):
        return DATE
    if number := find_gauge(text):
        return _gauge(number)
    return _explain_commas(text) or (RANGE if _RANGE.fullmatch(text) else None)


def _is_date(text: str) -> bool:
    day = _TIME.sub("", text)
    return bool(_DATE.fullmatch(day)) or (day == "" != text)


def _explain_commas(text: str) -> Misfit | None:
    if _THOUSANDS.fullmatch(text) and text.count(",") == 1:
        whole, decimal = brief(text.replace(",", "")), brief(text.replace(",", "."))
        return Misfit(NO_NUMBER.what, f"Write {whole}{'' if '.' in text else f' or {decimal}, whichever it is'}.")
    if _READINGS.fullmatch(text) and (text.count(",") > 1 or ", " in text):
        return SEVERAL
    if _DECIMAL_COMMA.fullmatch(text):
        decimal = brief(text.replace(".", "").replace(",", "."))
        return Misfit(NO_NUMBER.what, f"Write it with a decimal point: {decimal}.")
    return None


def _gauge(number: int) -> Misfit:
    steel, aluminium = steel_gauge_mm(number), aluminium_gauge_mm(number)
    hint = f"Write {steel:.2f}mm for sheet steel, {aluminium:.2f}mm for aluminium or brass; better, measure the sheet."
    return Misfit("is a gauge number, which is another size in each metal.", hint)
