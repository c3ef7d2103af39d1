"""Conversations about articles, annotations and conflicts, and what waits for somebody."""
