"""A job in the queue: a row of django-tasks-db that names it."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from perfcenter.jobs.stopping import stop_asked
from perfcenter.models import Job

OVER = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


@task()
def run_job(number: int) -> None:
    """Do the job of this number, where it is still to be done."""
    from perfcenter.jobs.running import run  # the worker alone needs what running needs

    run(number, stop=stop_asked, in_thread=True)


def enqueue(job: Job) -> None:
    """Put a waiting job into the queue, in the caller's transaction."""
    job.task = run_job.enqueue(job.pk).id
    job.heard_at = timezone.now()
    job.save(update_fields=["task", "heard_at"])


def take_out(job: Job) -> None:
    """Let the queue forget a job that nobody has begun, or whose worker is gone."""
    if job.task:
        DBTaskResult.objects.filter(pk=job.task).exclude(status__in=OVER).delete()


def is_queued(job: Job) -> bool:
    """Whether a worker will come to it."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return job.task is not None and ready.filter(pk=job.task).exists()
