"""One module a kind of slide; each draws from the data and knows nothing of the others."""
