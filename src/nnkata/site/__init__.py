"""The site: the lessons as static pages, and a bench beside them that judges in a browser.

build       all of it, from the sources of a clone
pages       which pages there are, and what stands on each
markdown    Markdown as HTML: formulas as MathML, code highlighted, links resolved
runtime     Python for a browser, as it is pinned
engine      the engine and the katas as a zip for it
bench       what runs in it: verdicts, pictures of a training, drawings, the zip
templates/  the pages, and the service worker
web/        style and scripts; bench.mjs is the page's, worker.mjs owns Python
"""
