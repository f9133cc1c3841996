"""The parts of an order as its page shows them: what was entered, what was made of it, and where that is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from configurator import catalogue
from configurator.domain.display_units import shown_unit, size_words
from configurator.domain.measures.sheets import PROPOSED
from configurator.domain.naming import display_title
from configurator.domain.offers.installation_record import installation_sentence
from configurator.domain.offers.offers import find_offer
from configurator.domain.offers.reports import Report
from configurator.domain.orders.orders import Item
from configurator.domain.parts.compensation import drawn_design
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.templates import Template
from configurator.formats import offered
from configurator.services.orders.views import JobDetails, OrderDetails
from configurator.services.previews.shapes import shape_of
from web.asking import asks_clinic
from web.clinic_form import sheet_address
from web.filters import entry_words
from web.links import PICTURES, file_urls, parameter_texts, picture_url, preview_url
from web.order_doubts import current_template, part_doubts


def part_values(details: OrderDetails, item: Item, titles: dict[str, str], unit: LengthUnit) -> dict[str, Any]:
    """What the order's page needs of one item; `titles` are the factories' by id, `unit` is the page's."""
    template = catalogue.templates().get(item.design.template)
    return {
        "item": item,
        "title": template.title if template else item.design.template,
        "offer": find_offer(item.offer),
        "installation": installation_sentence(item.installation),
        "entered": _sheet_entries(template, item, unit),
        "doubts": part_doubts(item, unit),
        "report": details.reports.get(item.id),
        "report_fault": details.report_faults.get(item.id, ""),
        "picture": _picture_address(item, unit),
        "model": _model_address(item.design, details.reports.get(item.id)),
        "files": _file_links(item),
        "again": reorder_links(item.design),
        "change": _change_address(item.design),
        "jobs": [
            {
                "job": each.job,
                "factory": titles.get(each.job.factory, ""),
                "distance_km": _distance_km(each),
                "promise": _promise(each),
                "shipment": each.shipment,
            }
            for each in details.jobs
            if each.job.item == item.id
        ],
    }


def _distance_km(details: JobDetails) -> float | None:
    """How far the factory is that has the job; None where it is collected, and for a job that nobody has."""
    chosen = details.routes.get(details.job.epoch, {}).get("chosen") if details.job.factory else None
    return chosen["distance_km"] if chosen else None


def _promise(details: JobDetails) -> dict[str, str] | None:
    """When it is to be sent and to arrive, as its factory said when it got the job; None where it said nothing."""
    is_open = details.job.factory and not details.job.state.is_final
    return details.routes.get(details.job.epoch, {}).get("promise") if is_open else None


def _model_address(design: Design, report: Report | None) -> str:
    """Where the model for the view is, with holes as they are drawn; empty where the template has changed since."""
    template = current_template(design)
    if template is None:
        return ""
    return preview_url(shape_of(drawn_design(template, design, report.hole_compensation_mm if report else 0.0)))


def _picture_address(item: Item, unit: LengthUnit) -> str:
    """Where the picture is, once the part is made: the file has its sizes in mm; any other is as good as the view."""
    file = file_urls(item.design, item.files).get("png", "")
    is_drawn_anew = file and unit != "mm" and current_template(item.design)
    return picture_url(shape_of(item.design), PICTURES[unit]) if is_drawn_anew else file


def reorder_links(design: Design) -> dict[str, str]:
    """Words -> address, of the forms that begin with this design; none where its template has changed since."""
    template = current_template(design)
    if template is None:
        return {}
    texts = parameter_texts(design)
    form, changed = (f"/parts/{template.id}{page}?{urlencode(texts)}" for page in ("/order", ""))
    if asks_clinic(template):
        return {"Ask again": form, "Change and ask": changed}
    if template.prescribed:
        return {"New sheet from this one": sheet_address(template, texts)}
    return {"Order again": form, "Change and order": changed}


def _change_address(design: Design) -> str:
    """The clinic's sheet that begins with this design of a part for a person; empty where there is none."""
    template = current_template(design)
    return sheet_address(template, parameter_texts(design)) if template is not None and template.prescribed else ""


def _file_links(item: Item) -> dict[str, str]:
    """Title -> address, of the files that an order's page links."""
    urls = file_urls(item.design, item.files)
    return {each.title: urls[each.name] for each in offered("order page") if each.name in urls}


def _sheet_entries(template: Template[Any] | None, item: Item, unit: LengthUnit) -> list[dict[str, str]]:
    """Each value as it was entered, with its source; what was not entered is the default of the template."""
    fields = template.parameters.model_fields if template else {}
    units = {name: parameter_unit(field) for name, field in fields.items()}
    values = {name: value for name, value in item.design.parameters.items() if value is not None}
    defaults = {name: _default_entry(value, shown_unit(units.get(name, ""), unit)) for name, value in values.items()}
    entries = {**defaults, **item.sheet}
    names = [*(name for name in fields if name in entries), *(name for name in entries if name not in fields)]
    titles = {name: str(field.title) for name, field in fields.items()}
    return [_entry_texts(titles.get(name, name), units.get(name, ""), entries[name]) for name in names]


def _entry_texts(title: str, own_unit: str, entry: dict[str, Any]) -> dict[str, str]:
    uncertainty = entry["uncertainty"]
    return {
        "title": title,
        "words": _entry_words(own_unit, entry),
        "source": entry["source"],
        "repeats": ", ".join(size_words(each, own_unit, _length_unit(entry)) for each in entry["repeats"]),
        "uncertainty": "" if uncertainty is None else size_words(uncertainty, own_unit, _length_unit(entry)),
    }


def _entry_words(own_unit: str, entry: dict[str, Any]) -> str:
    """Of repeats their median, else what was entered; a word as a word."""
    if not own_unit:
        return display_title(str(entry["entered"] or entry["value"]))
    if entry["repeats"] or not entry["entered"]:
        return size_words(entry["value"], own_unit, _length_unit(entry))
    return entry_words(entry["entered"], entry["unit"], entry["value"], own_unit)


def _length_unit(entry: dict[str, Any]) -> Any:
    return "in" if entry["unit"] in ("in", "lb") else "mm"


def _default_entry(value: Any, unit: str) -> dict[str, Any]:
    return {"value": value, "entered": "", "unit": unit, "source": PROPOSED, "repeats": (), "uncertainty": None}
