"""Reads news and analysis and keeps an evidence-backed ledger of what states do to one another."""
