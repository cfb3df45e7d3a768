"""The photographs of an invented newspaper, drawn by code."""
