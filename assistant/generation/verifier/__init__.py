"""Whether a statement is supported by provisions: a classifier that gives a reason for every no."""

from assistant.generation.verifier.classify import ENGLISH, URDU, Evidence, Reason, Thresholds, Verifier

__all__ = ["ENGLISH", "URDU", "Evidence", "Reason", "Thresholds", "Verifier"]
