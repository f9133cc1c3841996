"""What was measured: the sheets it comes in, and how usual it is."""
