"""Excel workbooks with Chinese headings, as the national platforms and commercial databases export them."""
