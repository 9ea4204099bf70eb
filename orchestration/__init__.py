"""When and how sendmart runs: readers, register, gates, assets and the command line.

No rule about children, plans or money lives here, and no source is named here.
"""

__version__ = "0.1.0"
