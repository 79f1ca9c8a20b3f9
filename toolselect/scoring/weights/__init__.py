"""Weights from judgements (rank order, swing, pairs, best and worst) and, as a cross-check, from the data."""
