import json

from configurator.cli.output.status import show_status
from configurator.services.admin.status import Flagged, Status

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


def test_the_command_tells_what_waits(call, monkeypatch):
    monkeypatch.setattr("configurator.cli.commands.status.WATCH_S", 0.2)
    done = call("status")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:2] == ["workers alive", "  -"]
