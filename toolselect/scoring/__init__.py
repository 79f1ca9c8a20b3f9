"""The arithmetic: from raw answers to worths, must-haves, scores and a ranking. Pure functions in plain Python."""
