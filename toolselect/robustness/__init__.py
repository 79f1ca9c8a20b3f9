"""How much a ranking can bear: chances by simulation, what would change it, and where other methods disagree."""
