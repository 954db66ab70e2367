"""An analyst's word: corrections, verdicts, grades of sources, watches."""
