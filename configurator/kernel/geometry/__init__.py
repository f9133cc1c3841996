"""What every step of the kernel computes with: facets, edges, rays, axes, polygons."""
