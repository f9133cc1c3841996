import pytest

from configurator import __version__
from configurator.cli import main


def test_help_lists_every_command(call):
    listed = call("--help").stdout
    assert all(f"\n  {command} " in listed for command in main.commands)
    assert {"batch", "build", "check", "completion", "show", "templates"} <= set(main.commands)


@pytest.mark.parametrize("command", main.commands)
def test_every_command_explains_itself_and_its_options(call, command):
    told = call(command, "-h")
    assert told.exit_code == 0
    assert main.commands[command].help.splitlines()[0][:60] in " ".join(told.stdout.split())
    for parameter in main.commands[command].params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


def test_it_tells_its_version(call):
    assert call("--version").stdout == f"configurator, version {__version__}\n"
