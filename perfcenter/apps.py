from django.apps import AppConfig


class PerfcenterConfig(AppConfig):
    name = "perfcenter"
    verbose_name = "Perfcenter"
