"""What the pool calls, by name: make a part, preview one, examine a file."""
