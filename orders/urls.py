from django.urls import path

from orders import views

app_name = "orders"
urlpatterns = [
    path("", views.order_list, name="order_list"),
    path("new/", views.order_create, name="order_create"),
    path("new/list/<int:pk>/", views.order_on_list, name="order_on_list"),
    path("office/", views.office_edit, name="office_edit"),
    path("<int:pk>/", views.order_detail, name="order_detail"),
    path("<int:pk>/edit/", views.order_edit, name="order_edit"),
    path("<int:pk>/register/", views.order_register, name="order_register"),
    path("<int:pk>/delete/", views.order_delete, name="order_delete"),
    path("<int:pk>/order.pdf", views.order_pdf, name="order_pdf"),
    path("<int:pk>/order.docx", views.order_docx, name="order_docx"),
]
