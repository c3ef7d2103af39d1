"""Import, export, verification."""
