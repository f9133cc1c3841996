"""Does the durable work, beats for the others to hear, and takes over from the dead."""
