"""The register of a project’s speakers."""
