"""What the made-up authority's social care, its register and its client database send.
Who the children are is in population; each source's files are made in the modules of its name."""
