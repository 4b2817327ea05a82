"""The order as a file: what was registered, or a draft rendered now."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, requires
from orders.documents import order_document
from orders.models import Order
from orders.rendering import render_docx, render_pdf

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_pdf(request: UserRequest, pk: int) -> HttpResponseBase:
    order = _order(request, pk)
    if order.state == Order.State.REGISTERED:
        return FileResponse(order.pdf.open(), filename=_name(order, "pdf"), content_type=PDF)
    return _attachment(render_pdf(order_document(order)), _name(order, "pdf"), PDF)


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_docx(request: UserRequest, pk: int) -> HttpResponseBase:
    order = _order(request, pk)
    if order.state == Order.State.REGISTERED:
        return FileResponse(order.docx.open(), as_attachment=True, filename=_name(order, "docx"), content_type=DOCX)
    return _attachment(render_docx(order_document(order)), _name(order, "docx"), DOCX)


def _order(request: UserRequest, pk: int) -> Order:
    orders = Order.objects.visible_to(request.user).select_related("municipality", "roadmap__programme")
    return get_object_or_404(orders, pk=pk)


def _name(order: Order, extension: str) -> str:
    number = f"№ {order.number} от {order.signed_on:%d.%m.%Y}" if order.signed_on else "проект"
    return f"Приказ {number}.{extension}".replace("/", "-")


def _attachment(content: bytes, name: str, content_type: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=content_type != PDF, filename=name, content_type=content_type)
