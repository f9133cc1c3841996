"""What is asked for: orders with their items, and tables of many parts."""
