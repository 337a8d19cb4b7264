"""One-time passwords: drawn at random, changed at the first login."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password

# Without what looks alike in print: l and 1, o and 0.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
# Slow hashing protects what people think up. Of these 80 random bits nobody guesses any, so few
# rounds do, and ten thousand logins take a minute and not an hour. Django hashes with all rounds
# when the password is changed, or used.
ROUNDS = 20_000


OF_THE_DEMO = "linjiang-demo"
"""Fixed and printed where the demo is made; nobody chooses it."""


def one_time_password() -> str:
    """Return a password like "k3fe-9xtw-m2hq-vd7r"."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    groups = ("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))
    return "-".join(groups)


def hash_of_one_time(password: str) -> str:
    """Return what the database keeps of a one-time password."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=ROUNDS)
    return make_password(password)
