"""What a project's annotations say: who speaks, and with which figures."""
