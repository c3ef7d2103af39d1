"""Pure: what is in a release, made of records and of the files of the release before."""
