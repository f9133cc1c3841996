"""Which thread is this? A page that finds the threads of the tables that measured sizes may be those of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem
from configurator.domain.standards.thread_allowances import PITCH_SHARE, READING_MM, WEAR_PITCHES, Piece
from configurator.domain.standards.thread_identification import Identification, identify_thread
from configurator.domain.standards.threads import SERIES
from configurator.domain.text_bounds import ENTRY
from web.forms import unit_in
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.thread_rows import thread_rows

blueprint = Blueprint("threads", __name__)
PLACES: Final[FieldPlaces] = {
    "diameter": FieldPlace("Diameter", "#diameter"),
    "pitch": FieldPlace("Pitch", "#pitch"),
    "tpi": FieldPlace("Threads per inch", "#tpi"),
}


@dataclass(frozen=True)
class ThreadForm:
    """What stands in the form, and what comes of it: nothing as long as it is empty."""

    texts: Mapping[str, str]
    piece: Piece
    found: Identification | None
    problems: tuple[Problem, ...]


@blueprint.get("/threads")
def identify() -> str:
    """The form, and what comes of the sizes that the address holds."""
    unit, form = unit_in(request.args), read_thread_form(request.args)
    found = form.found
    return render_template(
        "threads/identify.html",
        form=form,
        unit=unit,
        told=page_problems(form.problems, PLACES, unit),
        candidates=list(thread_rows(found.candidates, unit)) if found else [],
        nearest=list(thread_rows(found.nearest, unit)) if found else [],
        sources=thread_sources(found) if found else [],
        series=SERIES.values(),
        reading_mm=READING_MM,
        wear_pitches=WEAR_PITCHES,
        pitch_share=PITCH_SHARE,
    )


def thread_sources(found: Identification) -> list[str]:
    """Where the sizes of the threads that are shown come from, each source once."""
    return list(dict.fromkeys(each.thread.source for each in found.candidates or found.nearest))


def read_thread_form(form: Mapping[str, str]) -> ThreadForm:
    """What an address says of a thread; anything but a nut is a screw."""
    texts = {name: form.get(name, "").strip()[: ENTRY.max_length] for name in PLACES}
    piece: Piece = "nut" if form.get("piece") == "nut" else "screw"
    if not any(name in form for name in PLACES):
        return ThreadForm(texts, piece, None, ())
    try:
        found = identify_thread(texts["diameter"], texts["pitch"], texts["tpi"], piece, unit_in(form))
    except Refused as error:
        return ThreadForm(texts, piece, None, error.problems)
    return ThreadForm(texts, piece, found, ())
