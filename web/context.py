"""The context of the pages, stored in the Flask application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from configurator.services.common.context import MakingContext
from configurator.services.previews.previews import Previews

EXTENSION = "made-to-measure"


@dataclass(frozen=True)
class WebContext(MakingContext):
    """A context in which parts can be made, with the previews that are being made."""

    previews: Previews


def serve_previews(context: MakingContext, most_waiting: int, at_once: int = 2) -> WebContext:
    """The context with previews over its pool: at most so many callers that wait, and so many that are made at once."""
    previews = Previews(context.pool, context.scratch, most_waiting, at_once, cache=context.cache)
    return WebContext(**vars(context), previews=previews)


def web_context() -> WebContext:
    """The context of the application that answers this request."""
    return cast(WebContext, current_app.extensions[EXTENSION])
