"""Endpoints: read what is asked, call one service or query, answer."""
