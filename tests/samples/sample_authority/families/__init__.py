"""What the made-up authority's family services, transport, audits and partnership office send.
Who the children are is in population; each source's files are made in the module of its name."""
