"""Frozen, numbered, checksummed exports of a project."""
