"""What is approved or computed never changes again; verdicts of earlier runs get their flags."""

from typing import Any

from django.db import migrations
from django.db.models import F

HISTORY = ("identificationrun", "verdict", "listevent", "schoollist", "schoollistentry")
TRIGGERS = [
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON schools_{table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    for table in HISTORY
]
TRIGGERS.append(
    "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON schools_methodologyversion FOR EACH ROW"
    " WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION refuse_change()"
)
UNDO = [f"DROP TRIGGER append_only ON schools_{table}" for table in (*HISTORY, "methodologyversion")]


def complete(apps: Any, schema_editor: Any) -> None:
    """Methodologies in use were approved when they were made; explanations were bare sentences and become data."""
    apps.get_model("schools", "MethodologyVersion").objects.filter(approved_at=None).update(approved_at=F("created_at"))
    for verdict in apps.get_model("schools", "Verdict").objects.iterator():
        verdict.low_results = {"low_results": True, "at_risk": False, "not_low": False}.get(verdict.status)
        verdict.at_risk = verdict.status == "at_risk"
        verdict.explanation = _as_data(verdict.explanation)
        verdict.save(update_fields=["low_results", "at_risk", "explanation"])


def _as_data(explanation: dict[str, Any]) -> dict[str, Any]:
    sentences = {name: list(explanation.get(name, ())) for name in ("criteria", "results", "notes")}
    return {
        **explanation,
        "criteria": [{"code": "", "outcome": "", "text": text} for text in sentences["criteria"]],
        "evidence": [{"text": text} for text in sentences["results"]],
        "notes": [{"code": "", "text": text} for text in sentences["notes"]],
    }


class Migration(migrations.Migration):
    dependencies = [("schools", "0005_listing"), ("accounts", "0002_append_only")]
    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
