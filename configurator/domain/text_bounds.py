"""How long the texts may be that people write: one bound each, for pages, interface, command line and files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextBound:
    """How many characters a text may have, and the hint for one that has more."""

    max_length: int
    hint: str


ACTOR = TextBound(80, "Up to 80 characters, such as clinic-7 or berlin:op2.")
# As RFC 5321 bounds a path, without its brackets.
EMAIL = TextBound(254, "Like anna.meier@example.org.")
PERSON_NAME = TextBound(80, "As others are to see it, up to 80 characters: Dr Anna Meier.")
TOKEN_NAME = TextBound(80, "What it is for, up to 80 characters: orders from the clinic's own program.")
PASSKEY_NAME = TextBound(80, "What device or app holds it, up to 80 characters: my phone.")
# What somebody enters for a parameter: a number with its unit, a choice, a word.
ENTRY = TextBound(200, "A number, with its unit if that is another, or one of the choices.")
# The same in a table or sent by a script, where a whole note may stand by mistake.
CELL = TextBound(2000, "Look for a quote that is not closed.")
PATIENT = TextBound(80, "A code that only you can trace, such as K-2041.")
PRESCRIPTION = TextBound(2000, "The prescription: its number, or its text of up to 2,000 characters.")
ADDRESS_LINE = TextBound(100, "One line of the label.")
POSTCODE = TextBound(20, "Leave it out where there are none.")
CARRIER = TextBound(40, "Whoever carries the parcel: Swiss Post.")
TRACKING_NUMBER = TextBound(60, "The number by which the carrier finds the parcel, as it stands on the receipt.")
REASON = TextBound(1000, "Say it in up to 1,000 characters: it stands in the record.")
DEVIATION = TextBound(1000, "Say it in up to 1,000 characters: it is printed on the traveller.")
# The text of an outline as the forms, files and addresses carry it.
OUTLINE = TextBound(16_000, "Draw round shapes as arcs, not as many short lines, or leave small details away.")
