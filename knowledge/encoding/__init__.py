"""Vectors of texts by models of meaning: packaged, of the office's own, or none at all."""

from knowledge.encoding.encoder import Encoder, NoEncoder
from knowledge.encoding.kept_vectors import KeptVectors, texts_of
from knowledge.encoding.outages import Outages

__all__ = ["Encoder", "KeptVectors", "NoEncoder", "Outages", "texts_of"]
