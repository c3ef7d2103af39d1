"""The screen where articles are read and annotated."""
