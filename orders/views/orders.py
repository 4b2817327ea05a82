from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, may, requires
from orders import services
from orders.documents import appendices_of, order_document
from orders.forms import OfficeForm, OrderForm, RegisterForm
from orders.models import OfficeProfile, Order
from orders.rendering.composition import compose
from roadmaps.models import Roadmap
from schools.models import SchoolList


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_list(request: UserRequest) -> HttpResponse:
    orders = Order.objects.visible_to(request.user).select_related("roadmap__programme", "school_list")
    context = {
        "page": Paginator(orders, 50).get_page(request.GET.get("page")),
        "may_edit": may(request.user, Permission.EDIT_ORDERS),
        "roadmaps": Roadmap.objects.visible_to(request.user).exclude(state=Roadmap.State.CLOSED),
    }
    return render(request, "orders/order_list.html", context)


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_detail(request: UserRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(
        Order.objects.visible_to(request.user).select_related("municipality", "roadmap__programme", "school_list"),
        pk=pk,
    )
    context = {
        "order": order,
        "paper": compose(order_document(order)),
        "appendices": [" ".join(one.appendix.title) for one in appendices_of(order)],
        "may_edit": may(request.user, Permission.EDIT_ORDERS) and order.state == Order.State.DRAFT,
        "may_register": may(request.user, Permission.REGISTER_ORDERS) and order.state == Order.State.DRAFT,
        "form": RegisterForm(today=order.municipality.today()),
    }
    return render(request, "orders/order_detail.html", context)


@require_POST
@requires(Permission.EDIT_ORDERS)
def order_create(request: UserRequest) -> HttpResponse:
    """A draft from the chosen roadmap."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.user), pk=key_of(request.POST.get("roadmap", "")))
    return _created(request, lambda: services.create_order(roadmap, by=request.user))


@require_POST
@requires(Permission.EDIT_ORDERS)
def order_on_list(request: UserRequest, pk: int) -> HttpResponse:
    """A draft on an approved list of schools."""
    school_list = get_object_or_404(SchoolList.objects.visible_to(request.user), pk=pk)
    return _created(request, lambda: services.create_list_order(school_list, by=request.user))


def _created(request: UserRequest, create: Callable[[], Order]) -> HttpResponse:
    try:
        order = create()
    except OfficeProfile.DoesNotExist:
        messages.warning(request, "Сначала заполните бланк: как называется ваш орган и кто подписывает приказы.")
        return redirect("orders:office_edit")
    messages.success(request, "Проект приказа готов. Проверьте текст и скачайте его для подписи.")
    return redirect("orders:order_detail", pk=order.pk)


@requires(Permission.EDIT_ORDERS)
def order_edit(request: UserRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(Order.objects.visible_to(request.user), pk=pk)
    form = OrderForm(request.POST or None, instance=order)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_order(order, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Проект приказа сохранён.")
            return redirect("orders:order_detail", pk=pk)
    return render(request, "orders/order_form.html", {"form": form, "order": order})


@require_POST
@requires(Permission.REGISTER_ORDERS)
def order_register(request: UserRequest, pk: int) -> HttpResponse:
    orders = Order.objects.visible_to(request.user).select_related("municipality", "roadmap", "school_list")
    order = get_object_or_404(orders, pk=pk)
    form = RegisterForm(request.POST, today=order.municipality.today())
    if form.is_valid():
        try:
            services.register_order(order, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Приказ зарегистрирован: номер и дата стоят и в приказе, и в каждом приложении.")
            return redirect("orders:order_detail", pk=pk)
    return render(request, "orders/order_register.html", {"form": form, "order": order}, status=422)


@require_POST
@requires(Permission.EDIT_ORDERS)
def order_delete(request: UserRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(Order.objects.visible_to(request.user), pk=pk)
    try:
        services.delete_draft(order, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("orders:order_detail", pk=pk)
    messages.success(request, "Проект приказа удалён.")
    return redirect("orders:order_list")


@requires(Permission.EDIT_ORDERS)
def office_edit(request: UserRequest) -> HttpResponse:
    """The blank: how the office's orders look and who signs them."""
    stored = OfficeProfile.objects.visible_to(request.user).first()
    office = stored or OfficeProfile(municipality=request.user.municipality)
    form = OfficeForm(
        request.POST or None, instance=OfficeProfile.objects.get(pk=stored.pk) if stored else OfficeProfile()
    )
    if request.method == "POST" and form.is_valid():
        services.save_office(office, by=request.user, **form.cleaned_data)
        messages.success(request, "Бланк сохранён.")
        return redirect("orders:order_list")
    return render(request, "orders/office_form.html", {"form": form})
