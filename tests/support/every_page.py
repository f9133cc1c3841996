"""Every kind of page there is, and a program that serves them all and tells what it has loaded by then."""

import sys
from pathlib import Path
from urllib.parse import parse_qsl

from support import ordering
from support.here import run_here
from support.ordering import BERLIN, LYON
from support.pages import GROMMET
from web.links import API_PREFIX

# What is sent so that the page of a made part has something to show.
MADE = {"path": "/parts/grommet/made", "data": dict(parse_qsl(GROMMET))}


def addresses(context):
    """Of pages in every state, with the orders and jobs that they show; `MADE` is to be sent first."""
    ordering.add_factories(context, BERLIN, LYON)
    placed, made = ordering.placed_order(context, "placed"), ordering.made_order(context, "made")
    for number, state in enumerate(("handed_over", "claimed", "done", "shipped")):
        ordering.job_in_state(context, state, str(number))
    part = "/parts/grommet"
    return [
        "/", "/?q=none", part, f"{part}?{GROMMET}", f"{part}?hole_diameter=x", "/parts/foot_orthosis", "/parts/none",
        f"{part}/made?{GROMMET}", f"{part}/made?cable_diameter=70",
        f"{part}/made?{GROMMET}0", f"{part}/order?{GROMMET}", f"{part}/order",
        f"/orders/{placed.token}", f"/orders/{made.token}", f"/orders/{made.token}/progress", "/orders/none",
        "/clinic/", "/clinic/?template=grommet&unit=in", "/clinic/orders",
        "/factories/", "/factories/berlin", "/factories/berlin/jobs", "/factories/none",
        "/threads", "/threads?diameter=9.5&tpi=16", "/threads?diameter=11.5&pitch=1.5", "/threads?diameter=x&tpi=0",
        "/status", "/sign-in", "/account/", "/basket/", "/basket/?key=1",
    ]  # fmt: skip


def main(folder):
    """Serve every page and the interface's description; print the names of all modules that are loaded then."""
    from configurator.pool import process
    from configurator.services.common.context import open_context
    from configurator.settings import read_settings
    from web.app import create_app
    from web.context import serve_previews

    # What has a process of its own is loaded here too, and may not load the kernel either.
    process.run_in_process = run_here
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder)}))
    scratch = folder / "work"
    scratch.mkdir()
    pool = ordering.PicturePool()
    client = create_app(serve_previews(context.with_pool(pool, scratch))).test_client()
    assert client.post(**MADE).status_code == 303
    for address in [*addresses(context), f"{API_PREFIX}/openapi.json", f"{API_PREFIX}/templates"]:
        assert client.get(address).status_code < 500, address
    context.engine.dispose()
    print(*sorted(sys.modules))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
