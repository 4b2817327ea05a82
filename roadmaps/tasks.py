"""Beat's tasks of roadmaps. Each is idempotent: it looks at the state, so late or twice changes nothing."""

from celery import shared_task

from accounts.models import Municipality
from roadmaps.services.parties import index_municipality


@shared_task
def index_parties() -> None:
    """People come, go and change their posts below this app: the questions about responsibles follow them."""
    for municipality in Municipality.objects.filter(is_active=True):
        index_municipality(municipality)
