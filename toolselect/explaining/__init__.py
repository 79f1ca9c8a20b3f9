"""Why a score is what it is: one alternative explained, two compared, and what other answers would do.

Pure functions from an Evaluation to frozen objects; `as_json` writes them as data.
"""
