"""HR's choice of slides: which are presented in which order, which follow in the appendix."""
