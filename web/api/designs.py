"""From values to a design or its refusals, without the CAD kernel: fast enough for every key press."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import Field

from configurator import catalogue
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.offers.installation import Installation, installation_problems, read_installation
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.parts.designs import Configured
from configurator.domain.parts.templates import Template
from configurator.domain.validation import StrictModel
from configurator.services.designs.configure import configure
from configurator.services.previews.shapes import shape_of
from web.api.operations import Answer, Operation
from web.api.problems import Told, problem_shapes
from web.api.schemas import (
    EXAMPLE,
    DesignShown,
    FluidTexts,
    Shape,
    TemplateId,
    Values,
    ZoneText,
    sheet_values,
    with_example,
)
from web.clinic_form import percentiles_of_sheet
from web.links import picture_url, preview_url


class Asked(StrictModel):
    """A part, and what is known of it; what is left out is taken as the part's author proposes."""

    model_config = with_example({"template": "grommet", "values": EXAMPLE})

    template: TemplateId
    values: Values
    complete: Annotated[bool, Field(description="Whether a size or a side that is not given is refused.")] = False
    zone: ZoneText = ""
    fluids: FluidTexts = None


class PercentileShown(Shape):
    """How many of 100 people of one sex measure less; `under` and `over` are the ends of what the survey tells."""

    sex: str
    where: Literal["under", "at", "over"]
    percent: float


class OfferShown(Shape):
    """An offer, and every reason why the design must not be made in it."""

    id: str
    title: str
    process: str
    material: str
    fits: bool
    reasons: list[str]


class Judged(Shape):
    """The design, or null and at least one refusal."""

    design: DesignShown | None
    problems: list[Told]
    ignored: Annotated[list[str], Field(description="Names that no parameter answers to.")]
    preview: Annotated[str | None, Field(description="The address of its model for a viewer, GLB.")]
    picture: Annotated[str | None, Field(description="The address of its picture, PNG.")]
    percentiles: Annotated[
        dict[str, list[PercentileShown]], Field(description="By parameter, for what is measured on people.")
    ]
    offers: Annotated[
        list[OfferShown], Field(description="Every offer there is, the author's first, judged where the part sits.")
    ]


def judge_design(body: Asked) -> Judged:
    """Judge values, and name the design that they are.

    What is wrong with the values is an answer like any other: design is null and problems say why. So is a zone for
    which nothing is made: problems say it, and no offer fits.
    """
    template = catalogue.find(body.template)
    installation = read_installation(body.zone, body.fluids)
    sheet = read_values(template.parameters, sheet_values(body.values), strict=False)
    configured = configure(template, sheet, complete=body.complete, preview=not body.complete)
    design = configured.design
    shape = shape_of(design) if design else None
    return Judged(
        design=DesignShown.model_validate(design.as_dict()) if design else None,
        problems=problem_shapes((*configured.problems, *installation_problems(template, installation))),
        ignored=list(sheet.ignored),
        preview=preview_url(shape) if shape else None,
        picture=picture_url(shape, "picture") if shape else None,
        percentiles=_percentile_shapes(template, sheet),
        offers=_offer_shapes(template, configured, installation),
    )


def _percentile_shapes(template: Template[Any], sheet: Sheet) -> dict[str, list[PercentileShown]]:
    percentiles = percentiles_of_sheet(template, sheet)
    return {
        name: [PercentileShown.model_validate(asdict(each)) for each in ranked] for name, ranked in percentiles.items()
    }


def _offer_shapes(template: Template[Any], configured: Configured, installation: Installation) -> list[OfferShown]:
    if configured.design is None:
        return []
    return [
        OfferShown(
            id=each.offer.id,
            title=each.offer.title,
            process=each.offer.process,
            material=each.offer.material,
            fits=each.fits,
            reasons=list(each.reasons),
        )
        for each in assess_offers(template, template.parameters(**configured.design.parameters), installation)
    ]


OPERATIONS = (Operation("POST", "/designs", judge_design, (Answer(200, "What came of it.", Judged),), body=Asked),)
