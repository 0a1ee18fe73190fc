"""The assistant for programs that speak the Model Context Protocol: at /mcp, and over stdio by `rahnuma mcp`."""
