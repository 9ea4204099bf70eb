"""Follows a figure back to its records, tells why it moved, and what was known of it when.

What counts is said by the measures, in SQL; nothing is counted here that they do not say counts.
"""
