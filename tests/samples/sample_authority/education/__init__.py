"""What the made-up authority's schools and its own education services send.
Who the children are is in population; each source's files are made in the modules of its name."""
