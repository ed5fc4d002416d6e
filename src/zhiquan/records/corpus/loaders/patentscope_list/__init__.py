"""Pages of PATENTSCOPE hit lists saved as text: one record after the other, one page or a whole archive of pages."""
