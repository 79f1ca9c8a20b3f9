"""From documents to the model: structure, references, types. What does not hold is reported and left out."""
