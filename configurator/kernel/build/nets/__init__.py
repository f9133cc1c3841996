"""Faces that are control nets: read from a B-rep, sampled in rows, meshed, and the mesh proven to be the B-rep's."""
