"""From a design to its files and report."""
