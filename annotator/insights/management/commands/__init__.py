"""Commands of insights."""
