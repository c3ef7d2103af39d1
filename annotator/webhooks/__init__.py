"""Other systems are told what happened in a project."""
