"""Run a command against a throwaway PostgreSQL: python -m tests.postgres COMMAND ...

The cluster lives in a fresh folder, is owned by an unprivileged user (PostgreSQL refuses to run as
root), listens on a Unix socket only, and is gone afterwards. Binaries come from PATH or Debian's
folder; where there are none and we are root, apt-get brings them.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
# Nothing in a throwaway cluster has to survive a power cut.
# To autovacuum a table is empty while a test that fills it has not committed, and plans go by that.
FAST = [
    *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
    *("-c", "autovacuum=off"),
    # Without statistics plans look dear: compiling them takes longer than the few rows of a test.
    *("-c", "jit=off", "-c", "max_parallel_workers_per_gather=0"),
]


def binaries() -> Path:
    """Return the folder that holds initdb and postgres."""
    found = _find()
    if found is None and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], check=True)
        found = _find()
    if found is None:
        raise SystemExit("PostgreSQL's initdb is not on PATH nor under /usr/lib/postgresql")
    return found


def _find() -> Path | None:
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]), reverse=True)
    if versions:
        return versions[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _user() -> str | None:
    """Whom the server runs as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise SystemExit("no unprivileged user to run PostgreSQL as")


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Yield the URL of an empty database in a new cluster."""
    bin_dir, user = binaries(), _user()
    folder = Path(tempfile.mkdtemp(prefix="perfcenter-pg-"))
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        subprocess.run(
            [bin_dir / "initdb", "-D", data, "-U", "perfcenter", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            check=True, user=user, env=env, cwd="/", stdout=subprocess.DEVNULL,
        )  # fmt: skip
        server = subprocess.Popen(
            [bin_dir / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *FAST],
            user=user, env=env, cwd="/", stderr=(folder / "log").open("w"),
        )  # fmt: skip
        try:
            _wait(bin_dir, folder, env)
            yield f"postgres://perfcenter@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(bin_dir: Path, folder: Path, env: dict[str, str]) -> None:
    ready = [bin_dir / "pg_isready", "-h", folder, "-U", "perfcenter", "-t", "1", "-q"]
    for _ in range(60):
        if subprocess.run(ready, env=env, cwd="/").returncode == 0:
            return
        subprocess.run(["sleep", "0.25"], check=True)
    raise SystemExit(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the cluster goes with us
    # "python" in COMMAND is the interpreter that reads this.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with throwaway_cluster() as url:
        own = {**os.environ, "PATH": path, "DATABASE_URL": url}
        done = subprocess.run(sys.argv[1:], env=own)
    raise SystemExit(done.returncode)
