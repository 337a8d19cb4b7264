"""What gunicorn reads wherever it is started from this folder; address and workers are said there.

Browsers open connections ahead of need and leave them idle. A worker of one thread takes such a
connection and waits on it, and whoever asks next waits with it; with threads the others go on.
"""

worker_class = "gthread"
threads = 4
loglevel = "warning"
control_socket_disable = True
