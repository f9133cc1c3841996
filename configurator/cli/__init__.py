"""The command `configurator`: its subcommands, and what they print."""
