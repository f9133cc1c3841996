import pytest
from support.command import configurator


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(tmp_path, shell):
    done = configurator("completion", shell, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_CONFIGURATOR_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("configurator ba", "plain,batch"),
        ("configurator show gr", "plain,grommet"),
        ("configurator build foo", "plain,foot_orthosis"),
        ("configurator batch x.csv --template gro", "plain,grommet"),
        ("configurator check foot_orthosis gro", "plain,grommet"),
        ("configurator completion z", "plain,zsh"),
    ],
)
def test_commands_and_templates_are_completed(tmp_path, words, expected):
    asked = {"_CONFIGURATOR_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert configurator(cwd=tmp_path, environment=asked).stdout.split() == [expected]
