"""The pages of a release that anybody reads: headlines, charts, tables, what changed, a catalogue.

They are made of the cells that the release shows and of what is declared; nothing is counted here.
"""
