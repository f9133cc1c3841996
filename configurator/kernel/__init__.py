"""Geometry, run in child processes only: `configurator.pool` names what is here by string.

The only place beside `configurator.shapes` for cadquery, OCP, trimesh and vtk. A job gets a
request, writes files into the directory it is given and returns JSON; it opens no store.
"""
