"""A whole made-up local authority: its suppliers' files and the right answer of every measure.
Nothing of the pipeline is imported here, so that the answers are an independent opinion."""

from .make import make
from .options import Mess, Summary

__all__ = ["Mess", "Summary", "make"]
