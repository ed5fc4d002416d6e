"""Tables with Chinese or English headings, as Excel workbooks and delimited text."""
