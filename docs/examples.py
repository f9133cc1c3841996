"""Runs the examples in the documentation, so that what stands below a command is what it prints."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
PROGRAM = "configurator"
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
# After a prompt, with the lines that a backslash joins to it.
TYPED = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.MULTILINE)


def commands(page: str) -> list[list[str]]:
    """The arguments of every call of this program in the console blocks of a page."""
    return [words for block in BLOCK.findall(page) for words in _commands(block)]


def examples(page: str) -> list[str]:
    """The console blocks that show one such call and what it prints."""
    return [block for block in BLOCK.findall(page) if len(_commands(block)) == 1 and TYPED.sub("", block)]


def refreshed(page: str) -> str:
    """The page with every example's output as it is now."""
    for block in examples(page):
        page = page.replace(block, rerun(block))
    return page


def rerun(block: str) -> str:
    """An example as it comes out now, run in a folder that holds nothing but `docs`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "docs").symlink_to(DOCS)
        words = [Path(sys.executable).with_name(PROGRAM), *_commands(block)[0]]
        done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "".join(TYPED.findall(block)) + done.stdout


def _commands(block: str) -> list[list[str]]:
    lines = [shlex.split(typed.removeprefix("$ ").replace("\\\n", " ")) for typed in TYPED.findall(block)]
    return [words[1:] for words in lines if words and Path(words[0]).name == PROGRAM]
