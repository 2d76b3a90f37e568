"""The report as one HTML file that opens offline and makes no network requests.

`graded` collects what graded runs reached, `networks` reads what a trained network
learned, `plots` and `tiles` picture it, `parts` puts it together for each run, and `page`
renders the page from `report.html` and `parts.html`.
"""
