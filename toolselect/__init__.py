"""Choose a customer-service tool from text files that a machine checks and a manager can read."""

from __future__ import annotations

__version__ = "0.1.0"
