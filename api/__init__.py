"""The doors: command line, HTTP service and pages."""
