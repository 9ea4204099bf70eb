"""In what state each month's figures are, who said so and why, and when they may go out.

It knows of names and moments only; the files of a release are in orchestration.release.
"""
