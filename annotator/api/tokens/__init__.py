"""Tokens: made, shown once, listed, revoked, and recognised."""
