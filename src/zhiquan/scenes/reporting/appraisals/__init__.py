"""Appraisals 考核 held: self scores, reviews, objections and what was published, all only ever added to."""
