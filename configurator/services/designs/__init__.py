"""From measurements to a design."""
