"""A part for each row of a table."""
