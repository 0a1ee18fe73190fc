"""Compose an answer from the documents alone: choose what answers, quote or say it whole, order by relevance."""

from assistant.composition.composer import Composer

__all__ = ["Composer"]
