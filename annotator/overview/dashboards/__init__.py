"""How a project gets on, and how one does oneself."""
