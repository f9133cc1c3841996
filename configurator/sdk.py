"""All that a template may import from this program, beside `configurator.shapes` inside `build`."""

from configurator.domain.dimensions import EVERYWHERE as EVERYWHERE
from configurator.domain.dimensions import Angle as Angle
from configurator.domain.dimensions import Box as Box
from configurator.domain.dimensions import Diameter as Diameter
from configurator.domain.dimensions import Dimension as Dimension
from configurator.domain.dimensions import Distance as Distance
from configurator.domain.dimensions import Girth as Girth
from configurator.domain.dimensions import Point as Point
from configurator.domain.dimensions import Thickness as Thickness
from configurator.domain.dimensions import X as X
from configurator.domain.dimensions import Y as Y
from configurator.domain.dimensions import Z as Z
from configurator.domain.limits import Limit as Limit
from configurator.domain.parameters import Parameters as Parameters
from configurator.domain.parameters import angle as angle
from configurator.domain.parameters import choice as choice
from configurator.domain.parameters import length as length
from configurator.domain.parameters import mass as mass
from configurator.domain.parameters import number as number
from configurator.domain.problems import Problem as Problem
from configurator.domain.problems import refusal as refusal
from configurator.domain.problems import warning as warning
from configurator.domain.templates import Mark as Mark
from configurator.domain.templates import Section as Section
from configurator.domain.templates import Template as Template
