"""Article texts."""
