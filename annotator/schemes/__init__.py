"""Label schemes."""
