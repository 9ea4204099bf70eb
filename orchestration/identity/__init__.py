"""Who is who: gives each person of a supplier's system a lasting identifier of our own.

Nothing here reads a supplier's file or knows what is done with the people.
"""
