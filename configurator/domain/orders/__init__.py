"""Orders with their items, and batches: tables of many parts."""
