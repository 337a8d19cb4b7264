"""The places where a password is asked for: who is meant, how often she may try, what is kept.

django-axes stops what the handler forbids and holds the table of wrong tries; how they are counted
is ours, because its own handler counts behind the password check, where tries at the same moment
all get in, and knows one limit for names and addresses alike.
"""
