"""The command's subcommands, a file each. They import click alone; the rest comes when a command runs."""
