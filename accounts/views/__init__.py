from accounts.views.audit import audit_list
from accounts.views.letters import letter_detail, letter_list
from accounts.views.municipalities import municipality_create, municipality_edit, municipality_list
from accounts.views.notifications import notification_list, notification_open, notification_read_all
from accounts.views.profile import profile
from accounts.views.signing_in import (
    Invitation,
    PasswordChange,
    ResetConfirm,
    ResetRequest,
    SignIn,
    reset_sent,
    sign_out,
)
from accounts.views.unsubscribing import unsubscribe

__all__ = [
    "Invitation",
    "PasswordChange",
    "ResetConfirm",
    "ResetRequest",
    "SignIn",
    "audit_list",
    "letter_detail",
    "letter_list",
    "municipality_create",
    "municipality_edit",
    "municipality_list",
    "notification_list",
    "notification_open",
    "notification_read_all",
    "profile",
    "reset_sent",
    "sign_out",
    "unsubscribe",
]
