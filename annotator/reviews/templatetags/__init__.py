"""Tags of reviewing."""
