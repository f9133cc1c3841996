"""The command by the name of its package: python -m configurator."""

from configurator.cli import main

main(prog_name="configurator")
