from orders.views.files import order_docx, order_pdf
from orders.views.orders import (
    office_edit,
    order_create,
    order_delete,
    order_detail,
    order_edit,
    order_list,
    order_on_list,
    order_register,
)

__all__ = [
    "office_edit",
    "order_create",
    "order_delete",
    "order_detail",
    "order_docx",
    "order_edit",
    "order_list",
    "order_on_list",
    "order_pdf",
    "order_register",
]
