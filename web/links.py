"""Addresses, the same on pages and in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from configurator.domain.orders.batches import Batch
from configurator.domain.orders.orders import Order
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.templates import Template
from configurator.domain.quantities import show_quantity
from configurator.formats import file_name
from configurator.services.making.make import file_stem
from configurator.services.previews.pictures import PictureSize
from configurator.services.previews.shapes import DesignShape

API_PREFIX = "/api/v1"
# The picture with sizes in the unit of the page.
PICTURES: Mapping[LengthUnit, PictureSize] = {"mm": "picture", "in": "picture-inches"}


def preview_url(shape: DesignShape) -> str:
    """Where a shape's model for viewers is, GLB; the same shape always has the same address."""
    return f"{API_PREFIX}/previews/{shape.key}?{design_query(shape.design)}"


def picture_url(shape: DesignShape, size: PictureSize) -> str:
    """Where a shape's picture is, PNG."""
    return f"{API_PREFIX}/pictures/{shape.key}?size={size}&{design_query(shape.design)}"


def form_url(template: Template[Any]) -> str:
    """The page on which a part's sizes are entered: the clinic's sheet for what is prescribed."""
    return f"/clinic/?template={template.id}" if template.prescribed else f"/parts/{template.id}"


def measuring_sheet_url(template: Template[Any], unit: LengthUnit, paper: str) -> str:
    """Where the sheet to print is, PDF."""
    return f"{API_PREFIX}/templates/{template.id}/measuring-sheet?{urlencode({'paper': paper, 'unit': unit})}"


def design_query(design: Design) -> str:
    """The template and every parameter, from which the design can be read back."""
    return urlencode({"template": design.template, **parameter_texts(design)})


def parameter_texts(design: Design) -> dict[str, str]:
    """Every parameter as an address has it; empty ones are left out."""
    parameters = {name: value for name, value in design.parameters.items() if value is not None}
    return {name: value if isinstance(value, str) else show_quantity(value, "") for name, value in parameters.items()}


def artefact_url(sha256: str, name: str) -> str:
    """The address of an artefact, with the name under which a browser should save it."""
    return f"{API_PREFIX}/artefacts/{sha256}?{urlencode({'name': name})}"


def file_url(design: Design, kind: str, sha256: str) -> str:
    """Where a file of a design is."""
    return artefact_url(sha256, file_name(file_stem(design), kind))


def file_urls(design: Design, files: Mapping[str, str]) -> dict[str, str]:
    """Format -> address, of what was made of a design (SHA-256 by format)."""
    return {kind: file_url(design, kind, sha256) for kind, sha256 in files.items()}


def order_url(order: Order) -> str:
    """The page for whoever placed an order."""
    return f"/orders/{order.token}"


def batch_url(batch: Batch) -> str:
    """What becomes of a batch, as data."""
    return f"{API_PREFIX}/batches/{batch.token}"
