"""Spot review: one person’s set looked at, accepted, fixed or returned."""
