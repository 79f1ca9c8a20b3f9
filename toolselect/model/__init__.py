"""The nouns of a decision, as frozen data: facts, criteria, vendors, the study and its result."""
