"""The page of a project’s figures: by story and unit, with who claims each, and over time."""
