"""Decides what of the figures may be shown, and proves that nothing else can be worked out of it.

What a figure is, is counted before; how it is laid out and released comes after.
"""
