"""Appraisals 考核: items with points, scored by figures, by evidence, by deductions and bonus; totals and ranking."""
