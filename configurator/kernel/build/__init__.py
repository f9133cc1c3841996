"""From a design to its B-rep and the triangles of it."""
