"""The design's code cut into a flat face: its letters, worked out once, and their places in the part."""
