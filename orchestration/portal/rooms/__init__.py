"""One module for each group of pages: its `ROUTES`, and its `LINKS` for the menu.

How a request is let in is in orchestration.portal.allowing.
"""
