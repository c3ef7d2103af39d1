"""Training, development and test: articles that are nearly the same never on two sides."""
