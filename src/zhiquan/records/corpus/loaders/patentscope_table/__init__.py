"""Result lists of PATENTSCOPE as downloaded: ``.xls`` or separated values, with English headings."""
