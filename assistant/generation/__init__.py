"""Answers written by a chat model: asked, read as it comes, and verified statement by statement.

The model has no tools and no say in whether a question is answered. What it writes is hostile until
`assistant.generation.verifier` has found every statement in the provisions that the statement names.
"""
