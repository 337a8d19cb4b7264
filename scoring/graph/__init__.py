"""A scheme as a graph of typed nodes, computed for all people and periods at once and read
backwards.

No Django in here: columns in, columns out. A node's operation states what it computes and, from the
same arguments, the formula of one cell; an explanation is the graph read backwards from a cell.
"""
