"""Turning several annotation sets of one article into the gold one."""
