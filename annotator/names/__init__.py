"""Pure: names of people and organisations, compared across spellings and scripts."""

from annotator.names.keys import MAX, key, surname, surname_key
from annotator.names.likeness import alike
from annotator.names.naming import is_name
from annotator.names.pronouns import is_pronoun

__all__ = ("MAX", "alike", "is_name", "is_pronoun", "key", "surname", "surname_key")
