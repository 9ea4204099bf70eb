"""What was promised: the contract language, the dictionary of words and the compiler to staging.

Nothing here reads a supplier's file.
"""
