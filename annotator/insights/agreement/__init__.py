"""How alike a project's annotators are: computed, kept, shown."""
