"""Documents: what a PDF or an Office file has on its pages, as pictures and words."""
