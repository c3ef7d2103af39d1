"""HTTP kit shared by the features."""
