"""The register of speakers, and what each of them says."""
