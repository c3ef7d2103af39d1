"""How alike independent annotators' sets are, in numbers: pure functions, no database."""
