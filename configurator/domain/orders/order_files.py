"""The schema of an order file: each field, its type, and the hint for wrong values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from configurator.domain.offers.fluids import FLUIDS
from configurator.domain.offers.offers import ZONES
from configurator.domain.orders.device_types import DEVICE_TYPE_HINT, DeviceType
from configurator.domain.orders.requests import MAX_QUANTITY, tidy_text
from configurator.domain.orders.wishes import WISH_HINT, WishName
from configurator.domain.places import Place
from configurator.domain.text_bounds import ADDRESS_LINE, PATIENT, POSTCODE, PRESCRIPTION
from configurator.domain.validation import StrictModel, validation_error

WORD_HINT = "An address for e-mail, for whoever wants word: once the parts are made, and once they are shipped."
ADDRESS_LINES = ("name", "street", "postcode", "city", "region", "country")
REGION_HINT = "Its state, province or region, by name or code, such as Illinois or IL; needed where towns share a name."
TextLine = Annotated[
    str, Field(pattern=r"^\S(.*\S)?$", max_length=ADDRESS_LINE.max_length, description=ADDRESS_LINE.hint)
]


class SheetFile(StrictModel):
    """What was measured and what was decided, by name."""

    measurements: dict[str, Any] = Field(default_factory=dict, description='For example {"footlength": 262}.')
    prescription: dict[str, Any] = Field(default_factory=dict, description='For example {"side": "left"}.')


class ItemFile(StrictModel):
    """One part: `sheet` is a path, or what `SheetFile` reads."""

    template: Annotated[str, Field(description="The id of a template; configurator templates lists them.")]
    sheet: Any = Field(default_factory=dict, description="The path of a sheet, or a sheet itself.")
    side: Annotated[str, Field(description="left or right, of one sheet for both; else the sheet says it.")] = ""
    offer: Annotated[str, Field(description="The id of an offer, or leave it out for the first that fits.")] = ""
    zone: Annotated[
        str, Field(description=f"Where it sits, unless where its author means it to: one of {', '.join(ZONES)}.")
    ] = ""
    fluids: Annotated[
        list[str] | None,
        Field(description=f"What touches it, of {', '.join(FLUIDS)}; [] for none, left out where nobody has said."),
    ] = None
    quantity: Annotated[int, Field(ge=1, le=MAX_QUANTITY, description=f"Pieces, 1 to {MAX_QUANTITY}.")] = 1


class AddressFile(StrictModel):
    """A label, and its place in degrees; without degrees it lies where its town does."""

    name: TextLine
    street: TextLine
    postcode: Annotated[str, Field(max_length=POSTCODE.max_length, description=POSTCODE.hint)] = ""
    city: TextLine
    region: Annotated[str, Field(max_length=ADDRESS_LINE.max_length, description=REGION_HINT)] = ""
    country: TextLine
    latitude: Annotated[
        float | None,
        Field(
            ge=-90,
            le=90,
            description="Degrees, -90 (south) to 90; not swapped with longitude? Without both, the town is looked up.",
        ),
    ] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="Degrees, -180 (west) to 180.")] = None

    @model_validator(mode="after")
    def _no_null_island(self) -> AddressFile:
        if self.latitude == self.longitude == 0:
            raise validation_error("0, 0 lies in the Atlantic.", "Give the place of the address, in degrees.")
        return self

    def place(self) -> Place | None:
        """Where it is; None without its degrees."""
        return None if self.latitude is None or self.longitude is None else Place(self.latitude, self.longitude)

    def label(self) -> Mapping[str, str]:
        """The lines of the label by name, without an empty one."""
        lines = {name: getattr(self, name) for name in ADDRESS_LINES}
        return {name: text for name, text in lines.items() if text}


def _tidy_if_text(value: Any) -> Any:
    return tidy_text(value) if isinstance(value, str) else value


PatientText = Annotated[str, Field(max_length=PATIENT.max_length, description=PATIENT.hint)]
PrescriptionText = Annotated[
    str, BeforeValidator(_tidy_if_text), Field(max_length=PRESCRIPTION.max_length, description=PRESCRIPTION.hint)
]


class OrderFile(StrictModel):
    """The whole file."""

    items: Annotated[
        list[ItemFile], Field(min_length=1, description="A list of at least one: template, sheet, quantity.")
    ]
    measurements: dict[str, Any] = Field(
        default_factory=dict,
        description='What belongs to the person or the vehicle, once for all items. For example {"body_mass": 81}.',
    )
    patient: PatientText = ""
    prescription: PrescriptionText = ""
    device_type: Annotated[DeviceType, Field(description=f"Of parts for a person. {DEVICE_TYPE_HINT}")] = ""
    deliver_to: Annotated[AddressFile | None, Field(description=f"An object with {', '.join(ADDRESS_LINES)}.")] = None
    pick_up: Annotated[str, Field(description="The id of the factory where it is collected.")] = ""
    email: Annotated[str, Field(description=WORD_HINT)] = ""
    wish: Annotated[WishName, Field(description=f"By what factories are chosen. {WISH_HINT}")] = "nearest"
    key: Annotated[str, Field(description="Any text of yours that no other order has.")] = ""
