from accounts.models.audit import AuditEvent
from accounts.models.mail import OutgoingMail
from accounts.models.municipality import Municipality
from accounts.models.reminders import Notification, ReminderSettings
from accounts.models.user import Role, User

__all__ = ["AuditEvent", "Municipality", "Notification", "OutgoingMail", "ReminderSettings", "Role", "User"]
