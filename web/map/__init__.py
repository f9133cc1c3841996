"""A map of the land around given places, as path data and numbered dots for a template; see README.md."""

from web.map.dots import Dot, Mark, dots_of
from web.map.land import borders_path, land_path
from web.map.network import Picture, draw, network_map
from web.map.view import View, graticule_path, project, unproject, view_of

__all__ = [
    "Dot",
    "Mark",
    "Picture",
    "View",
    "borders_path",
    "dots_of",
    "draw",
    "graticule_path",
    "land_path",
    "network_map",
    "project",
    "unproject",
    "view_of",
]
