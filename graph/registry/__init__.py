"""The built-in registry: agencies with succession, provinces, databases, platforms, programmes, documents, document types."""

from graph.registry.assets import core_name, database_id
from graph.registry.build import Registry, registry
from graph.registry.entries import AssetList, Entry, Known, is_cased
from graph.registry.laws import law_names
from graph.registry.numbers import DocumentType, NumberParts, document_id, document_types, issuer_key, parse_number, type_code
from graph.registry.provinces import LocalDepartment, Province, local_body, local_kind
from graph.registry.relation_labels import RelationLabel, label_key, relation_labels

__all__ = [
    "AssetList",
    "DocumentType",
    "Entry",
    "Known",
    "LocalDepartment",
    "NumberParts",
    "Province",
    "Registry",
    "RelationLabel",
    "core_name",
    "database_id",
    "document_id",
    "document_types",
    "is_cased",
    "issuer_key",
    "label_key",
    "law_names",
    "local_body",
    "local_kind",
    "parse_number",
    "registry",
    "relation_labels",
    "type_code",
]
