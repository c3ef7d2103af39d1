"""News Annotator: who said what, with which figures."""
