"""What became of one’s annotations, and what one has against it."""
