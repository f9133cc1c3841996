"""A password for a command: typed twice without being shown, or read from another program."""

from __future__ import annotations

import sys

import click

from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from stdin, up to the end of its first line."
)


def read_password(password_stdin: bool) -> str:
    """The password; nothing of it stands in the process list or in the shell's history."""
    if password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    return answer
