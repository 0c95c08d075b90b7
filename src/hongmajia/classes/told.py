"""What teachers of classes are told; to those without an account also by SMS."""

from django.utils.translation import gettext_lazy as _

SESSION = _("%(title)s：请您来上课，%(when)s")

TO_TEACHERS = {"class_session": SESSION}
"""By the names that administrators give templates to."""
