"""What waits for reviewers in a project."""
