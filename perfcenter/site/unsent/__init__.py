"""Forms that were not taken, kept for the person who typed them: they come back filled.

`whose` tells who typed a form in this browser, `store` keeps it in the session, `markup` reads the
forms of a page, `filling` writes into them what was kept, and `middleware` does so on the way out.
"""
