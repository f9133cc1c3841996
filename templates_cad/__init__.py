"""The parts that come with the configurator, one file each."""
