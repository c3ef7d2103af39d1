"""Every occurrence of a string or speaker, how it is labelled, and decisions about many."""
