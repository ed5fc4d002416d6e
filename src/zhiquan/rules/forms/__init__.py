"""Forms 表单: the questions that a definition asks and the reading of what was typed, for matters and returns alike."""
