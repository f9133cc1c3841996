"""Where jobs go to be made: today a factory's hot folder."""
