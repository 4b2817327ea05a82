"""Tables of foreign files (xlsx, xls, ods, csv) as plain rows: cells, headers and problems with their places. No Django."""
