from tests.reviews.afterwards import cast, kept, published, scored, third  # noqa: F401 - fixtures
