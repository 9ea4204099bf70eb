"""Where each column comes from, column by column, and what it holds of a person on the way.

What a privacy class may enter is in `contracts.privacy`; nothing here reads a row.
"""
