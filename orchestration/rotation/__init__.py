"""Changing keys: everything that an old one sealed or named is done anew with the new one.

What keys are and where they come from is in orchestration.keys.
"""
