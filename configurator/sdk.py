"""All that a template may import from this program, beside `configurator.shapes` inside `build`."""

from configurator.domain.parts.dimensions import EVERYWHERE as EVERYWHERE
from configurator.domain.parts.dimensions import Angle as Angle
from configurator.domain.parts.dimensions import Box as Box
from configurator.domain.parts.dimensions import Diameter as Diameter
from configurator.domain.parts.dimensions import Dimension as Dimension
from configurator.domain.parts.dimensions import Distance as Distance
from configurator.domain.parts.dimensions import Girth as Girth
from configurator.domain.parts.dimensions import Point as Point
from configurator.domain.parts.dimensions import Thickness as Thickness
from configurator.domain.parts.dimensions import X as X
from configurator.domain.parts.dimensions import Y as Y
from configurator.domain.parts.dimensions import Z as Z
from configurator.domain.parts.limits import Limit as Limit
from configurator.domain.parts.parameters import Parameters as Parameters
from configurator.domain.parts.parameters import angle as angle
from configurator.domain.parts.parameters import choice as choice
from configurator.domain.parts.parameters import count as count
from configurator.domain.parts.parameters import length as length
from configurator.domain.parts.parameters import mass as mass
from configurator.domain.parts.parameters import number as number
from configurator.domain.parts.templates import Mark as Mark
from configurator.domain.parts.templates import Section as Section
from configurator.domain.parts.templates import Template as Template
from configurator.domain.problems import Problem as Problem
from configurator.domain.problems import refusal as refusal
from configurator.domain.problems import warning as warning
