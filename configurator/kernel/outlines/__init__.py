"""Outlines in files of other programs, DXF and SVG: read, and made lines and arcs in mm."""
