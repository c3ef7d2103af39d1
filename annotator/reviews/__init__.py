"""Decisions about teammates' labels: adjudication, spot review, comments, objections."""
