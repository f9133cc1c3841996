"""The declaration of a format: one kind of file that can be made of a part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from configurator.domain.parts.drafting import DRAFTING_OPTIONS, DraftingOption
from configurator.domain.parts.templates import Template

REPORT: Final = "report"
# For each order; linked on its page; made with the page of a part, when asked for there, or where it has findings.
OfferedAt = Literal["order", "order page", "part page", "part page, on request", "part page, with findings"]
# The other columns of a batch's results.csv: no format is called so.
RESULTS_COLUMNS: Final = (REPORT, "row", "status", "digest", "fields", "message", "hint", "seconds")


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of file, by a name such as `stl`.

    `title` stands on short links, `description` where there is room. The file's name ends in `ending`.
    `writer` is `package.module:function`, called in the kernel's process with a `kernel.export.job.ExportJob` and
    the path to write to: a string, so that nobody else loads the kernel.
    `drafting` are the options of `Drafting` that its bytes depend on. `offered` says where it is made or linked, and
    in which place among the others there; the command line and the HTTP interface offer all formats. What is for
    `flat_sheets_only` is offered and made for no other parts.
    """

    name: str
    title: str
    description: str
    ending: str
    media_type: str
    writer: str
    drafting: tuple[DraftingOption, ...] = ()
    offered: Mapping[OfferedAt, int] = field(default_factory=dict)
    compressible: bool = False
    flat_sheets_only: bool = False


def can_hold(each: Format, template: Template[Any]) -> bool:
    """Whether parts of the template can be made in the format."""
    return template.is_flat_sheet or not each.flat_sheets_only


def format_fault(each: Format) -> str:
    """Why a format cannot be used; empty if it can."""
    if not re.fullmatch(r"[a-z0-9_]{1,20}", each.name) or each.name in RESULTS_COLUMNS:
        return f"The name {each.name!r} is not 1 to 20 small letters, digits and underscores, or is taken."
    if not re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)?", each.ending):
        return f"The ending {each.ending!r} of {each.name} is not like stl or quality.pdf."
    if not re.fullmatch(r"[\w.]+:\w+", each.writer):
        return f"The writer {each.writer!r} of {each.name} is not like package.module:function."
    unknown = [name for name in each.drafting if name not in DRAFTING_OPTIONS]
    return f"{unknown[0]!r} of {each.name} is no option of a drawing." if unknown else ""
