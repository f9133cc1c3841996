"""A look at a design before it is made."""
