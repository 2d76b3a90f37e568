"""The site: the lessons as static pages, and a bench beside them that judges in a browser.

build       all of it, from the sources of a clone
pages       which pages there are, and what stands on each
markdown    Markdown as HTML: formulas as MathML, code highlighted, links resolved
"""
