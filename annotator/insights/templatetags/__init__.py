"""Template helpers of insights."""
