"""What the room `unions` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.exports import register_exporter
from hongmajia.core.imports import register_importer
from hongmajia.core.slots import declare_slots

from .enums import UnionVerb
from .exports import ENTERPRISE_EXPORT
from .imports import EnterpriseImport
from .slots import EnterpriseSlot

register_verbs(UnionVerb)
register_importer(EnterpriseImport())
register_exporter(ENTERPRISE_EXPORT)
declare_slots(EnterpriseSlot)
