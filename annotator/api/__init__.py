"""The HTTP API below /api/v1/: the corpus for programs, with a token of a person."""
