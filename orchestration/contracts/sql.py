"""Small pieces of DuckDB SQL text that several modules write.

They mean nothing by themselves; what is asked with them is said where they are used.
"""


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def in_list(expression: str, values: list[str]) -> str:
    """Whether a text is one of a few; a plain `in` would cost a join for each list."""
    return f"list_contains([{', '.join(quoted(value) for value in values)}], {expression})"
