"""The answers: one function for each sentence of the guide, a file a subject."""
