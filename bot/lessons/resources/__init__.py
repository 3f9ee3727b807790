"""Links and files that people share with an explanation: kept with their theme, found again."""
