"""The command by the name of its package: python -m configurator."""

from configurator.cli.main import main

main(prog_name="configurator")
