import json
from dataclasses import replace

import pytest

from configurator.cli.output.status import show_status
from configurator.services.admin.status import Flagged, Status, Waiting, WorkDone

HOSTILE = "late\x1b[2J"
STATUS = Status(
    [], [Flagged("J", "O", "berlin", "routed", HOSTILE)], 1, {}, {"jobs": {"routed": 1}}, {}, {}, {}, {"cache": 5}
)


def test_a_flag_cannot_steer_the_terminal(capsys):
    show_status(STATUS, ["me"], False)
    text = capsys.readouterr().out
    assert "\x1b" not in text and "late\\x1b[2J" in text


def test_as_json_it_is_the_whole(capsys):
    show_status(STATUS, ["me"], True)
    content = json.loads(capsys.readouterr().out)
    assert (content["workers"], content["flagged_count"], content["flagged"][0]["flag"]) == (["me"], 1, HOSTILE)
    assert content["slicer"] is False


@pytest.mark.parametrize(("is_there", "word"), [(True, "installed"), (False, "not installed")])
def test_whether_there_is_a_slicer_is_told(is_there, word, capsys):
    show_status(replace(STATUS, slicer=is_there), ["me"], False)
    assert f"slicer\n  PrusaSlicer is {word} here\n" in capsys.readouterr().out


def test_the_command_tells_what_waits(call, monkeypatch):
    monkeypatch.setattr("configurator.cli.commands.status.WATCH_S", 0.2)
    done = call("status")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[:2] == ["workers alive", "  -"]


def test_it_speaks_in_words_and_rounds(capsys):
    waiting = Waiting("making", "make_item", "enqueued", 3, "2026-01-01T00:00:00Z")
    work = WorkDone("hand_over", "hot-folder", "failed", 2, 60.0)
    takeover = WorkDone("takeover", "", "done", 3, 0.0)
    states = {"items": {"made": 2}}
    show_status(
        Status(
            [waiting], [], 0, {}, states, {}, {}, {}, {"cache": 5_000_000}, {"data": 62_900_000_000}, [work, takeover]
        ),
        ["me"],
        False,
    )
    text = capsys.readouterr().out
    assert "Parts of orders, waiting: 3, the oldest for" in text
    for line in (
        "items: made 2",
        "hand over hot-folder in vain: 2 times, 30.00 s each",
        "takeover: 3 times",
        "cache 5.0 MB",
        "data 62.9 GB",
    ):
        assert f"  {line}\n" in text
