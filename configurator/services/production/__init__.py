"""Jobs: which factory makes a part, and what becomes of it there."""
