"""What a part is: its template and parameters, the design that they settle, and what proves the result."""
