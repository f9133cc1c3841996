"""Numbers of control nets, for whoever has to do with nets and not with the CAD kernel."""

from __future__ import annotations

# Of every curve and surface, on even knots.
SPLINE_DEGREE = 3
# First and last row, first and last column of control points that lie in one plane.
ParameterWindow = tuple[int, int, int, int]
