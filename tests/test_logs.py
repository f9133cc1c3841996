import json
import logging
import sys

import pytest

from configurator import logs
from configurator.logs import Flood, JsonLine, TextLine, request_id

TOKEN = "a" * 31 + "-"


def entry(message, *arguments, exc_info=None):
    return logging.LogRecord("web", logging.ERROR, "here.py", 7, message, arguments, exc_info)


def raised(message):
    try:
        raise ValueError(message)
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize("formatter", [TextLine(), JsonLine()])
def test_an_entry_holds_no_token_and_no_control_character(formatter):
    hostile = f"GET /orders/{TOKEN}/approve\n2026-01-01 ERROR forged\x1b[2J\u202e"
    line = formatter.format(entry("while answering %s", hostile))
    assert TOKEN not in line
    assert "/orders/…/approve" in line.encode().decode("unicode_escape" if line.startswith("{") else "utf-8")
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\u202e" not in line


@pytest.mark.parametrize("formatter", [TextLine(), JsonLine()])
def test_an_entry_is_bounded(formatter):
    assert len(formatter.format(entry("%s", "x" * 3_000_000))) < 10_000
    assert len(formatter.format(entry("failed", exc_info=raised("x" * 3_000_000)))) < 40_000


def test_no_line_of_a_trace_passes_for_an_entry():
    first, *others = TextLine().format(entry("failed", exc_info=raised("broken\n2026-01-01 ERROR forged"))).split("\n")
    assert first.endswith("ERROR failed")
    assert others[-1] == "    2026-01-01 ERROR forged"
    assert all(line.startswith("    ") for line in others)


def test_entries_of_one_request_carry_its_id():
    with request_id("R-1"):
        assert " ERROR [R-1] failed" in TextLine().format(entry("failed"))
        assert json.loads(JsonLine().format(entry("failed")))["request"] == "R-1"
    assert " ERROR failed" in TextLine().format(entry("failed"))


def test_json_has_every_part_of_an_entry():
    told = json.loads(JsonLine().format(entry("failed %d", 3, exc_info=raised("why"))))
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "web", "failed 3")
    assert told["trace"][-1] == "ValueError: why"


def test_what_comes_too_often_is_left_out_and_counted(monkeypatch):
    clock = iter([*[0.0] * 60, 11.0])
    monkeypatch.setattr(logs, "monotonic", lambda: next(clock))
    flood = Flood()
    assert sum(flood.filter(entry("full")) for _ in range(60)) == logs.MAX_REPEATS
    last = entry("full")
    assert flood.filter(last)
    assert last.getMessage() == "full (10 more like this were left out)"
