"""The context of the pages, stored in the Flask application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app, g, request

from configurator.services.common.context import MakingContext
from configurator.services.common.kernel_gate import KernelGate
from configurator.services.common.memory_cache import FailureCache
from configurator.services.previews.previews import FAILURE_MEMORY_S, Previews
from web.signing_in import current_actor

EXTENSION = "made-to-measure"


@dataclass(frozen=True)
class WebContext(MakingContext):
    """A context in which parts can be made, with the previews that are being made, and the gate to the kernel.

    `failures` has those of pictures and files.
    """

    previews: Previews
    gate: KernelGate
    failures: FailureCache


def serve_previews(context: MakingContext, at_once: int = 2) -> WebContext:
    """The context with previews over its pool, of which so many are made at once."""
    gate = KernelGate()
    previews = Previews(context.pool, context.scratch, gate, at_once, cache=context.cache, times=context.times)
    return WebContext(**vars(context), previews=previews, gate=gate, failures=FailureCache(FAILURE_MEMORY_S))


def web_context() -> WebContext:
    """The context of the application that answers this request, on behalf of whoever sent it and by its link."""
    if "context" not in g:
        context = cast(WebContext, current_app.extensions[EXTENSION])
        g.context = context.acting_as(current_actor(context), (request.view_args or {}).get("token", ""))
    return cast(WebContext, g.context)
