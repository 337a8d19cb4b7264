"""The hash tree: each leaf leads to the root, and nothing else does."""

from hashlib import sha256

import pytest

from reviews.sealing.tree import LEFT, leaf_of, node_of, path_of, root_of


def some(count):
    return [sha256(bytes([n])).hexdigest() for n in range(count)]


def follow(digest, path):
    node = leaf_of(digest)
    for side, other in path:
        node = node_of(other, node) if side == LEFT else node_of(node, other)
    return node


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 8, 9])
def test_each_path_leads_to_the_root(count):
    digests = some(count)
    root = root_of(digests)
    for place, digest in enumerate(digests):
        path = path_of(digests, place)
        assert follow(digest, path) == root
        assert follow("0" * 64, path) != root


def test_order_and_number_change_the_root():
    digests = some(4)
    roots = {root_of(digests[:count]) for count in (1, 2, 3, 4)}
    assert len(roots | {root_of(digests[::-1])}) == 5
    # A node over two leaves is no leaf.
    assert root_of([root_of(digests[:2]), root_of(digests[2:])]) != root_of(digests)
    with pytest.raises(ValueError, match="a leaf"):
        root_of([])
