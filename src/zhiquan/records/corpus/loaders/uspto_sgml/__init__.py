"""Patents of the United States office of 2001 to 2004 after WIPO ST.32 (``PATDOC``), as SGML or as XML."""
