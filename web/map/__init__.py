"""A map of the land around given places, as path data and numbered dots for a template; see README.md."""

from web.map.dots import Dot, MapMark, dots_of
from web.map.land import borders_path, land_path
from web.map.network import Picture, draw_map, network_map
from web.map.view import MapView, graticule_path, project, unproject, view_of

__all__ = [
    "Dot",
    "MapMark",
    "MapView",
    "Picture",
    "borders_path",
    "dots_of",
    "draw_map",
    "graticule_path",
    "land_path",
    "network_map",
    "project",
    "unproject",
    "view_of",
]
