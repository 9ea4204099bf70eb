"""The keys of a data home: where they come from, and what is made with them.

What is sealed or given a pseudonym is for other packages to say.
"""

from orchestration.keys.key_set import FILES, HOLD, PERSON, TABLES, Key, KeySet
from orchestration.keys.opening import Keys, is_sealed, share_keys, the_keys
from orchestration.keys.pseudonyms import pseudonym_table

__all__ = [
    "FILES",
    "HOLD",
    "PERSON",
    "TABLES",
    "Key",
    "KeySet",
    "Keys",
    "is_sealed",
    "pseudonym_table",
    "share_keys",
    "the_keys",
]
