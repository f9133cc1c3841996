"""Who asks a clinic for a part for a person: whoever is no member of one, while there are accounts."""

from __future__ import annotations

from typing import Any

from configurator.domain.accounts.rights import Right
from configurator.domain.parts.templates import Template
from configurator.services.common.access import may
from web.context import web_context
from web.signing_in import accounts_are_on


def asks_clinic(template: Template[Any]) -> bool:
    """Whether this request's sender asks a clinic for a part of this template, and does not order it for one."""
    return template.prescribed and accounts_are_on() and not may(web_context(), Right.PLACE_PRESCRIBED_ORDER)
