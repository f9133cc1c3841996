"""A part: its template and parameters, the design that they define, and the dimensions that verify the result."""
