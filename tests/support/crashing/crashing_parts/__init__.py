"""Parts that nobody should order: what must be survived."""
