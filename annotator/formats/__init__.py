"""Records in and out; no Django."""
