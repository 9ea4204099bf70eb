"""What the measures say of themselves, as a catalogue for people and for tables of figures.

Nothing is counted here; a measure is a model, and its figures are in the warehouse.
"""
