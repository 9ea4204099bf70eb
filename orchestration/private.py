"""Where words that may quote data are kept: in the identifiable store, for its owner alone.

Messages, logs and events carry only the name of the file.
"""

from orchestration.home import Home


def keep_private(home: Home, room: str, run: str, words: str) -> str:
    """Write down what may quote data where only the identifiable store's owner can read it."""
    folder = home.root / "identifiable" / "errors"
    folder.mkdir(exist_ok=True)
    details = folder / f"{run}-{room}.txt".replace("/", "")
    details.write_text(words, encoding="utf-8")
    return f"identifiable/errors/{details.name} of the data home"
