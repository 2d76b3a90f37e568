"""The report as one HTML file that opens offline and makes no network requests.

`graded` collects what graded runs reached, `parts` shows what their networks learned, in
`plots` and `tiles`, and `page` renders it from `report.html` and `parts.html`.
"""
