"""Published applications of the United States office of 2001 to 2004 (patent-application-publication)."""
