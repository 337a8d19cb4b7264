"""What takes longer than somebody waits for a page.

A kind of job is one class in one module of its app (`kind.py`), added to `registry.jobs`. A room
starts one by `write.start`; workers (`manage.py work`) take them from the queue.
"""
