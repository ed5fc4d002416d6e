"""Letters handed out as PDF or docx."""
