"""The assistant for programs that speak OpenAI's chat completions: /v1/chat/completions and /v1/models."""
