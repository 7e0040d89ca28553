"""Strategies and checks for tests."""
