"""People who log in."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from perfcenter.base.names import LONGEST, normal


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Make a login; without a password nobody can use it yet."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def at_work(self) -> "models.QuerySet[User]":
        """Return logins with their lines of the staff file, whether anybody reports to them, and
        how many of their notices are unread."""
        led = models.Q(role=User.Role.MANAGER, manager__reports__isnull=False)
        leads = User.objects.filter(led, pk=models.OuterRef("pk"))
        notices = apps.get_model("perfcenter", "Notice")._default_manager.order_by()
        unread = notices.filter(to=models.OuterRef("pk"), read_at=None).values("to")
        counted = models.Subquery(unread.annotate(n=models.Count("pk")).values("n"))
        found = self.select_related("manager").annotate(is_supervisor=models.Exists(leads))  # type: ignore[no-redef]
        return found.annotate(unread=Coalesce(counted, 0))  # type: ignore[no-redef]


class User(AbstractBaseUser):
    """A login. Managers log in by staff number; the reporting line says who supervises whom."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("Client manager")
        HR = "hr", _("Human resources")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    username = models.CharField(max_length=150, unique=True)
    normal_name = models.CharField(max_length=LONGEST, db_index=True, editable=False)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role, default=Role.MANAGER)
    manager = models.OneToOneField(
        "portfolio.Manager", models.PROTECT, null=True, blank=True, related_name="user"
    )
    must_change_password = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_managers_have_a_staff_number",
                condition=~models.Q(role="manager") | models.Q(manager__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it is compared beside the name as it is written."""
        self.normal_name = normal(self.username)
        if "username" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "normal_name"}
        super().save(*args, **kwargs)

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER

    @property
    def is_hr(self) -> bool:
        return self.role == self.Role.HR

    @property
    def is_auditor(self) -> bool:
        return self.role == self.Role.AUDITOR

    @property
    def is_administrator(self) -> bool:
        return self.role == self.Role.ADMINISTRATOR

    @property
    def has_left(self) -> bool:
        """Whether the staff file says that she is gone; the last day still counts as served."""
        return self.manager is not None and self.manager.has_left_before(timezone.localdate())

    @cached_property
    def is_supervisor(self) -> bool:
        """Whether somebody reports to her."""
        if not self.is_manager:
            return False
        return User.objects.filter(pk=self.pk, manager__reports__isnull=False).exists()

    @cached_property
    def unread(self) -> int:
        """How many of her notices she has not read yet."""
        return self.notices.filter(read_at=None).count()

    @property
    def role_title(self) -> str:
        """The role as the bar shows it: who leads others is called so."""
        return str(_("Supervisor")) if self.is_supervisor else self.get_role_display()

    @property
    def sees_everyone(self) -> bool:
        return self.role in {self.Role.HR, self.Role.AUDITOR}
