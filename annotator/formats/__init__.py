"""Records in and out of files: pure functions, no database."""
