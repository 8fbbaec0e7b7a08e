"""Write what readers get: executed notebooks, figures, tables and the report."""
