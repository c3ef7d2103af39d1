"""Screens that put features together: a project at a glance, its articles, a new project."""
