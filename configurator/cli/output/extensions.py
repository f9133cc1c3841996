"""What packages bring, as the command line prints it."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.cli.output import print_json, print_message, print_table
from configurator.services.admin.extensions import Listed


def show_extensions(listed: Sequence[Listed], as_json: bool) -> None:
    """Print a line for each that can be used; broken ones on stderr."""
    if as_json:
        print_json({"extensions": [each.as_dict() for each in listed]})
        return
    usable = [each for each in listed if not each.error]
    print_table(["kind", "id", "module", "package"], [[e.kind, e.id, e.module, e.distribution] for e in usable])
    for each in listed:
        if each.error:
            print_message(f"broken {each.kind}: {each.module}: {each.error}")
