"""Every file of a release beside its plain data and their descriptions.

What each file says is in the module named after it; here is only the list of them.
"""

from orchestration.release.contents import Contents


def documents(contents: Contents) -> dict[str, bytes]:
    """The files by name; the same contents make the same bytes."""
    return {}
