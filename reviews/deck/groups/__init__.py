"""The decks of branches and of the whole bank: sums over what the published run froze."""
