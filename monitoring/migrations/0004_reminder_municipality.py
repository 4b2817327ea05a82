import django.db.models.deletion
from django.db import migrations, models

# A reminder written so far was of the person's own municipality. The deferred checks of the rows just changed have to be
# made before the table may change its shape.
FILL = """
    UPDATE monitoring_reminder SET municipality_id = accounts_user.municipality_id
    FROM accounts_user WHERE accounts_user.id = monitoring_reminder.person_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_reminders"),
        ("monitoring", "0003_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="municipality",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.municipality",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="reminder",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["municipality", "-sent_on", "-id"], name="reminder_log"),
        ),
    ]
