"""Monitoring on paper and in sheets: builders that take finished figures and give bytes."""

from monitoring.papers.consolidated import ConsolidatedPaper
from monitoring.papers.consolidated_pdf import build_consolidated_pdf
from monitoring.papers.consolidated_xlsx import build_consolidated_xlsx

__all__ = ["ConsolidatedPaper", "build_consolidated_pdf", "build_consolidated_xlsx"]
