from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_terms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Of the reports that wait for review now; from now on each step of a report does it."""
    entries = apps.get_model("monitoring", "ActivityEntry").objects.filter(
        report__state="submitted", status="done", done_on__isnull=False
    )
    said = entries.order_by("report__period__starts_on").values_list("occurrence", "report__school", "done_on")
    done = {(occurrence, school): day for occurrence, school, day in said}
    reported = apps.get_model("roadmaps", "ReportedTerm")
    reported.objects.bulk_create(
        reported(occurrence_id=occurrence, school_id=school, done_on=day) for (occurrence, school), day in done.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0004_reminder_municipality"),
        ("roadmaps", "0008_reported_terms"),
    ]

    operations = [migrations.RunPython(tell_terms, migrations.RunPython.noop)]
