"""A job's outcome: encoded by the child as JSON text, or, if the child died, derived from how it ended."""

from __future__ import annotations

import json
import signal
from typing import Any

from pebble import ProcessExpired

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed, Failed, Refused, crashed
from configurator.domain.problems import Problem
from configurator.pool.limits import Limits

# Subclasses before their base class.
ERROR_KINDS = {"refused": Refused, "crashed": Crashed, "blocked": Blocked, "failed": Failed}


def encode_result(result: Any) -> str:
    """A job's result; raises TypeError or ValueError for what is not JSON, such as NaN."""
    return json.dumps({"result": result}, allow_nan=False)


def encode_error(error: ConfiguratorError, trace: str = "") -> str:
    """A job's exception as plain data, so that the parent need not load the child's classes."""
    problems = [problem.as_dict() for problem in error.problems]
    kind_name = next((name for name, kind in ERROR_KINDS.items() if isinstance(error, kind)), "failed")
    return json.dumps({"kind": kind_name, "problems": problems, "trace": trace})


def decode_answer(answer: str) -> dict[str, Any]:
    """The result in an answer; raises the `Refused`, `Crashed`, `Blocked` or `Failed` in it, its trace as a note."""
    outcome = json.loads(answer)
    if "result" in outcome:
        result: dict[str, Any] = outcome["result"]
        return result
    kind = ERROR_KINDS[outcome["kind"]]
    error = kind(*(Problem(**{**problem, "fields": tuple(problem["fields"])}) for problem in outcome["problems"]))
    if outcome["trace"]:
        error.add_note(outcome["trace"])
    raise error


def classify_exit(error: Exception, limits: Limits) -> Crashed:
    """The error for a child that sent no answer: its time ran out, or it died."""
    match error:
        case TimeoutError():
            return crashed(
                f"The work got nowhere for {limits.clock_seconds:g} s and was stopped.",
                hint="Try again when this machine has less to do; if it happens again, look into the log.",
            )
        case ProcessExpired() if error.exitcode == -signal.SIGPROF:
            return crashed(
                f"The work took longer than {limits.seconds:g} s and was stopped.",
                hint="Try simpler values, or allow more time.",
            )
        case ProcessExpired():
            return _crash_for_exit_code(error.exitcode)
        case _:
            return crashed(
                "The CAD kernel's processes could not be started, or were ended from outside.",
                hint="Try again; if it fails again, look for the reason in the log (stderr).",
            )


def _crash_for_exit_code(exitcode: int) -> Crashed:
    if exitcode == -signal.SIGKILL:
        hint = "The system most likely ran short of memory: run fewer workers, or try again."
    else:
        hint = "Try slightly different values; if it happens again, tell the template's author."
    cause = next((each.name for each in signal.Signals if each == -exitcode), f"exit code {exitcode}")
    return crashed(f"The CAD kernel crashed ({cause}).", hint=hint)
