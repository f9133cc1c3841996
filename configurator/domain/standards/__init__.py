"""Tables of standards: what is bought or cut by a name in a catalogue, with a source for each row."""
