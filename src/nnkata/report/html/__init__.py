"""The report: one HTML file that opens offline and asks the network for nothing.

`graded` finds what graded runs reached, `networks` what a trained network looks like,
`plots` and `tiles` draw it, `content` puts it into words, and `write` makes the page.
"""
