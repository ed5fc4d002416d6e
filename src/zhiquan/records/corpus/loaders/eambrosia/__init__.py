"""The European Union's register of geographical indications (eAmbrosia) as its interface gives it: JSON."""
